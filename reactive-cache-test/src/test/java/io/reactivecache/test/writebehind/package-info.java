/** Whole caches whose writes are applied later: systems of record that fail, and caches that are closed under load. */
@NullMarked
package io.reactivecache.test.writebehind;

import org.jspecify.annotations.NullMarked;
