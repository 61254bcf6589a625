/**
 * What applications call: the cache, its loader and writer, what a read answers, and the errors it can end with.
 */
@NullMarked
package io.reactivecache;

import org.jspecify.annotations.NullMarked;
