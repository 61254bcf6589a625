package io.reactivecache.internal.entry;

import io.reactivecache.spi.Payload;
import io.reactivecache.spi.Token;
import java.util.Optional;

/**
 * A write as a journal keeps it.
 *
 * @param cache the name of the cache
 * @param key the key as it is written down
 * @param token identifies the write over all nodes
 * @param payload the value as it is written down; empty if the key is to be deleted
 * @param terms what the write does otherwise than the cache is set to
 * @param acceptedAt when it was made, in milliseconds of the clock of the node that made it
 */
public record KeptWrite(
        String cache, String key, Token token, Optional<Payload> payload, WriteTerms terms, long acceptedAt) {}
