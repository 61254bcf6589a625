/** Operators that put a cache, or the last good value, into a chain: {@code source.transform(readThrough(cache, key))}. */
@NullMarked
package io.reactivecache.operator;

import org.jspecify.annotations.NullMarked;
