/** Whole caches that are killed while they write behind, and what their systems of record have in the end. */
@NullMarked
package io.reactivecache.test.crash;

import org.jspecify.annotations.NullMarked;
