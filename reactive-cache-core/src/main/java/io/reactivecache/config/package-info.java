/** The settings of a cache: immutable, checked when made, all problems reported at once. */
@NullMarked
package io.reactivecache.config;

import org.jspecify.annotations.NullMarked;
