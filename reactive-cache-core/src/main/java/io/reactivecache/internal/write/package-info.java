/** The write path: a chain of stages, each of which takes one step of a write and hands it on. */
@NullMarked
package io.reactivecache.internal.write;

import org.jspecify.annotations.NullMarked;
