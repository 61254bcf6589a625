/** Real traffic, replayed over HTTP against the nodes, with every answer checked. */
@NullMarked
package io.reactivecache.samples.storefront.replay;

import org.jspecify.annotations.NullMarked;
