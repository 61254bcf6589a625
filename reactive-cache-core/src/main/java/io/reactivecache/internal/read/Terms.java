package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;

/**
 * How reads are made.
 *
 * @param loader what loads the value if no tier has it
 * @param options what they do otherwise than the cache is set to
 */
public record Terms<K, V>(EntryLoader<K, V> loader, ReadOptions options) {}
