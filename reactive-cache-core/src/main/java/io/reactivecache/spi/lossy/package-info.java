/**
 * What a log needs that is built on a channel which keeps nothing: numbered messages, and tails that find out what they
 * missed. An adapter brings the channel and a counter of positions.
 */
@NullMarked
package io.reactivecache.spi.lossy;

import org.jspecify.annotations.NullMarked;
