package io.reactivecache.spi;

import java.util.List;

/**
 * Finds the keys that make up a large part of the reads. Told of reads by many threads at once, event loops among them: no
 * method blocks or waits, and what it costs to be told is paid by a read. It may forget reads, and forgets old ones.
 *
 * @param <K> the type of the keys, with {@code equals} and {@code hashCode} by value
 */
public interface HotKeys<K> {

    /** Knows of no hot key. */
    static <K> HotKeys<K> none() {
        return new HotKeys<>() {
            @Override
            public void record(K key, int reads) {}

            @Override
            public boolean isHot(K key) {
                return false;
            }

            @Override
            public List<HotKey<K>> top(int n) {
                return List.of();
            }
        };
    }

    /**
     * Counts reads of a key.
     *
     * @param reads how many, at least 1: who tells of one read in 64 tells of 64
     */
    void record(K key, int reads);

    /** True if the key was hot when that was found out last. */
    boolean isHot(K key);

    /** The keys that were read most often lately, at most {@code n}, the most read first; fewer if fewer are known. */
    List<HotKey<K>> top(int n);
}
