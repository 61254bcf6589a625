/** How fast an invalidation reaches all nodes, over each log, beside the plain client of the same server. */
@NullMarked
package io.reactivecache.samples.benchmarks.invalidation;

import org.jspecify.annotations.NullMarked;
