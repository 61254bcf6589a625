/** Remote stores to test with: one in memory, and one that fails on demand. */
@NullMarked
package io.reactivecache.test.remote;

import org.jspecify.annotations.NullMarked;
