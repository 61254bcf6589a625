/** The read path: a chain of stages, each of which answers or asks the next. */
@NullMarked
package io.reactivecache.internal.read;

import org.jspecify.annotations.NullMarked;
