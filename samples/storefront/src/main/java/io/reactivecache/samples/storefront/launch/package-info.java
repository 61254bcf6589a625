/** The stage: the servers the nodes share, and the nodes themselves, in one process. */
@NullMarked
package io.reactivecache.samples.storefront.launch;

import org.jspecify.annotations.NullMarked;
