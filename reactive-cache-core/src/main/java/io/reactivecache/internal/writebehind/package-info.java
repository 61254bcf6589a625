/** Writes that are applied later than they are answered: bounded, in order per key, in batches, lost by nobody but a crash that says so. */
@NullMarked
package io.reactivecache.internal.writebehind;

import org.jspecify.annotations.NullMarked;
