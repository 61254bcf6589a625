/** Counts of caches as Micrometer meters. */
@NullMarked
package io.reactivecache.micrometer;

import org.jspecify.annotations.NullMarked;
