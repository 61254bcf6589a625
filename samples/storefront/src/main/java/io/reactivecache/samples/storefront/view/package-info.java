/** How often products were looked at: counted by each node in its cache, and written to the database later. */
@NullMarked
package io.reactivecache.samples.storefront.view;

import org.jspecify.annotations.NullMarked;
