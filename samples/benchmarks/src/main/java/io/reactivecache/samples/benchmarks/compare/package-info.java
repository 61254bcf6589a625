/** The cache beside the library underneath and beside its peers, in one run, by turns. */
@NullMarked
package io.reactivecache.samples.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
