/** JMH benchmarks: each compares the cache with the library underneath in the same run. */
@NullMarked
package io.reactivecache.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
