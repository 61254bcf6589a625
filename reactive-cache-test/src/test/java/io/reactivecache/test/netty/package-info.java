/** Finds the buffers and timers of Netty that tests leak. */
@NullMarked
package io.reactivecache.test.netty;

import org.jspecify.annotations.NullMarked;
