/** Looks, when a test is over, whether what it had to do with caches left anything behind. */
@NullMarked
package io.reactivecache.test.quiet;

import org.jspecify.annotations.NullMarked;
