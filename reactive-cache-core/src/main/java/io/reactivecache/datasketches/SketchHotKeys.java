package io.reactivecache.datasketches;

import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Finds hot keys by a frequent-items sketch: a bounded number of counters, whatever the number of keys. A key is hot if its
 * reads in the present window and the one before are at least a share of all reads, and at least so many. No other key is
 * taken for hot; one may be missed that is above the share by less than 3.5 / {@code mapSize} of all reads.
 *
 * <p>A read that comes while another thread counts is dropped: under load that makes the sample a little smaller. Which keys
 * are hot is found out by a thread that counts, at most once in the time of {@code refresh}, and asking for it is one look
 * into an immutable set.
 */
public final class SketchHotKeys<K> implements HotKeys<K> {

    /** As many as can have the least share there may be. */
    private static final int MAX_TOP = 1_000;

    private final HotKeySettings settings;
    private final InstantSource clock;
    private final LongAdder dropped = new LongAdder();
    private final ReentrantLock counting = new ReentrantLock();
    private final Generations<K> generations;
    private long foundOut;
    private volatile Found<K> found = new Found<>(Set.of(), List.of());

    SketchHotKeys(HotKeySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.foundOut = clock.millis();
        this.generations = new Generations<>(settings, foundOut);
    }

    /** Settings to begin with, and the clock that ends windows. */
    public static <K> SketchHotKeysBuilder<K> builder(InstantSource clock) {
        return new SketchHotKeysBuilder<>(Objects.requireNonNull(clock, "clock"));
    }

    /** What is published to those who ask: the hot keys, and those read most, hot or not. */
    private record Found<K>(Set<K> hot, List<HotKey<K>> top) {}

    @Override
    public void record(K key, int reads) {
        Objects.requireNonNull(key, "key");
        if (!counting.tryLock()) {
            dropped.add(reads);
            return;
        }
        try {
            count(key, reads);
        } finally {
            counting.unlock();
        }
    }

    private void count(K key, int reads) {
        long now = clock.millis();
        generations.turn(now);
        generations.add(key, reads);
        if (now - foundOut >= settings.refresh().toMillis()) {
            findOut(now);
        }
    }

    private void findOut(long now) {
        List<HotKey<K>> top = generations.ranking(MAX_TOP);
        double least = Math.max((double) settings.minReads(), settings.share() * generations.reads());
        Set<K> hot = top.stream()
                .filter(key -> key.reads() >= least)
                .map(HotKey::key)
                .collect(Collectors.toUnmodifiableSet());
        found = new Found<>(hot, top);
        foundOut = now;
    }

    @Override
    public boolean isHot(K key) {
        return found.hot().contains(key);
    }

    /** {@inheritDoc} At most 1,000; as of now, or of a moment ago if another thread is counting. */
    @Override
    public List<HotKey<K>> top(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n: " + n + " (expected: >= 0)");
        }
        if (counting.tryLock()) {
            try {
                long now = clock.millis();
                generations.turn(now);
                findOut(now);
            } finally {
                counting.unlock();
            }
        }
        List<HotKey<K>> top = found.top();
        return top.subList(0, Math.min(n, top.size()));
    }

    /** How many reads were not counted, because another thread was counting. */
    public long dropped() {
        return dropped.sum();
    }

    /** How many counters are in use. Not to be asked while reads are counted. */
    int counters() {
        return generations.counters();
    }
}
