/** What a write that is refused for ever costs the others. */
@NullMarked
package io.reactivecache.samples.benchmarks.poison;

import org.jspecify.annotations.NullMarked;
