/** The products: kept in a database, read through the cache, offered over HTTP. */
@NullMarked
package io.reactivecache.samples.storefront.product;

import org.jspecify.annotations.NullMarked;
