package io.reactivecache.internal.entry;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;

/**
 * What a record of the log says that changes nothing: a node is there.
 *
 * @param cache the name of the cache
 * @param token the node, and how many records it has written before this one
 * @param interval how soon it means to say so again
 * @param applied what it had applied of the log
 */
public record Heartbeat(String cache, Token token, Duration interval, LogPositions applied) {}
