/** What a put costs its caller, by what it has survived when it is answered. */
@NullMarked
package io.reactivecache.samples.benchmarks.write;

import org.jspecify.annotations.NullMarked;
