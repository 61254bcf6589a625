package io.reactivecache.internal.entry;

/**
 * Where a key is outside this process.
 *
 * @param key the key as it is written down
 * @param partition its partition of the log
 * @param remote its name in the remote store
 */
public record Address(String key, int partition, String remote) {}
