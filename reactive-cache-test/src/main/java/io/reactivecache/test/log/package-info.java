/** An invalidation log for tests: wraps any other one, and fails, delays or holds what the test says. */
@NullMarked
package io.reactivecache.test.log;

import org.jspecify.annotations.NullMarked;
