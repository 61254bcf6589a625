package io.reactivecache.test.interleaving;

import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A system of record whose changes are there for loads before they are there for who is answered by the cache, which they are when
 * they have been announced. So who is answered by a load that was overtaken by one change may be told of the next one before anybody
 * else is, and is told so ({@link Lookup#fenced}). He has to wait for what is under way before he can rely on the next read.
 */
final class Rows {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<Long, Integer> values = new ConcurrentHashMap<>();
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    /** What a row has. */
    Integer get(Long key) {
        return values.getOrDefault(key, 0);
    }

    /** Changes a row. */
    void set(Long key, Integer value) {
        values.put(key, value);
    }

    /** Does all that belongs to a change, beside others. */
    void change(Runnable change) {
        Lock one = changes.readLock();
        one.lock();
        try {
            change.run();
        } finally {
            one.unlock();
        }
    }

    /** Reads through a cache. */
    int read(ReactiveCache<Long, Integer> cache, Long key) {
        Lookup<Integer> found = cache.lookup(key).blockOptional(LIMIT).orElseThrow();
        if (found.fenced()) {
            awaitChanges();
        }
        return found.value();
    }

    private void awaitChanges() {
        changes.writeLock().lock();
        changes.writeLock().unlock();
    }
}
