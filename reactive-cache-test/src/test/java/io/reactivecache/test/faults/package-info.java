/**
 * The fault run: whole nodes in JVMs of their own that write and read while their servers and networks fail at random, and
 * every answer judged by one clock.
 */
@NullMarked
package io.reactivecache.test.faults;

import org.jspecify.annotations.NullMarked;
