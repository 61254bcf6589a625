/** Cache changes inside of Spring's reactive transactions. Knows nothing of the shop. */
@NullMarked
package io.reactivecache.samples.storefront.transaction;

import org.jspecify.annotations.NullMarked;
