/** The smallest program that uses the cache. */
@NullMarked
package io.reactivecache.samples.quickstart;

import org.jspecify.annotations.NullMarked;
