/** The other caches, set up as their documentation says. */
@NullMarked
package io.reactivecache.samples.benchmarks.compare.peer;

import org.jspecify.annotations.NullMarked;
