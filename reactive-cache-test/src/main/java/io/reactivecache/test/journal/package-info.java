/** A journal of writes for tests: wraps any other one, and fails, delays or holds what the test says. */
@NullMarked
package io.reactivecache.test.journal;

import org.jspecify.annotations.NullMarked;
