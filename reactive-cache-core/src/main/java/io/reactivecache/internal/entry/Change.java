package io.reactivecache.internal.entry;

import io.reactivecache.spi.Token;

/**
 * What a record of the log says: a key of a cache has changed.
 *
 * @param cache the name of the cache
 * @param key the key as it is written down
 * @param token the write that changed it
 */
public record Change(String cache, String key, Token token) {}
