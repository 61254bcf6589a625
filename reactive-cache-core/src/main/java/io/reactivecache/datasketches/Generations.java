package io.reactivecache.datasketches;

import io.reactivecache.spi.HotKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * The reads of the present window and of the one before it, so that what was hot once cools down. Not safe for several
 * threads.
 *
 * <p>A sketch counts each read of a key it has a counter for. When all counters are in use it lowers every one by the same
 * amount and frees those that reach zero: a count is too low by at most 3.5 / mapSize of all reads, and never too high.
 */
final class Generations<K> {

    private final int mapSize;
    private final long window;
    private ItemsSketch<K> present;
    private ItemsSketch<K> before;
    private long since;

    Generations(HotKeySettings settings, long now) {
        this.mapSize = settings.mapSize();
        this.window = settings.window().toMillis();
        this.present = new ItemsSketch<>(mapSize);
        this.before = new ItemsSketch<>(mapSize);
        this.since = now;
    }

    /** Begins a new window if the present one is over. */
    void turn(long now) {
        long age = now - since;
        if (age >= window) {
            before = age < 2 * window ? present : new ItemsSketch<>(mapSize);
            present = new ItemsSketch<>(mapSize);
            since = now;
        }
    }

    void add(K key, int reads) {
        present.update(key, reads);
    }

    /** All reads in both windows. */
    long reads() {
        return present.getStreamLength() + before.getStreamLength();
    }

    /** How many counters are in use. */
    int counters() {
        return present.getNumActiveItems() + before.getNumActiveItems();
    }

    /** The keys there are counters for, the most read first. */
    List<HotKey<K>> ranking(int limit) {
        Map<K, Long> sums = new HashMap<>();
        sum(present, sums);
        sum(before, sums);
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(limit)
                .map(sum -> new HotKey<>(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static <K> void sum(ItemsSketch<K> sketch, Map<K, Long> sums) {
        for (ItemsSketch.Row<K> row : sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
            sums.merge(row.getItem(), row.getLowerBound(), Long::sum);
        }
    }
}
