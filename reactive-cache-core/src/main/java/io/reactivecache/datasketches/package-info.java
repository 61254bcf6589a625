/** Finds hot keys by a frequent-items sketch of Apache DataSketches. */
@NullMarked
package io.reactivecache.datasketches;

import org.jspecify.annotations.NullMarked;
