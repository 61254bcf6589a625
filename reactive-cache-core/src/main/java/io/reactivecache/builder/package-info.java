/** Puts a cache together: the only place where parts are wired, and where the order of the paths is written down. */
@NullMarked
package io.reactivecache.builder;

import org.jspecify.annotations.NullMarked;
