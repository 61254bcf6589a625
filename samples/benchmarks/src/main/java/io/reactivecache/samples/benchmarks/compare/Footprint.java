package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What entries of a local tier take beside their keys and values, which are on the heap before. The figure is in bytes
 * for each entry. At a turn the tier is made, filled and let go of.
 *
 * @param tier makes one that is empty
 */
record Footprint(String name, Role role, Supplier<Tier> tier) implements Contender {

    static final int ENTRIES = 200_000;

    private static final int LENGTH = 100;
    private static final Long[] KEYS = LongStream.range(0, ENTRIES).boxed().toArray(Long[]::new);
    private static final String[] VALUES =
            Arrays.stream(KEYS).map(Footprint::value).toArray(String[]::new);

    /** A local tier. */
    interface Tier extends AutoCloseable {

        /** Puts a value under each key. */
        void fill(Long[] keys, String[] values);

        /** The value of a key, without asking anybody. */
        @Nullable
        String read(Long key);

        @Override
        default void close() {}
    }

    private static String value(Long key) {
        return String.format("%0" + LENGTH + "d", key);
    }

    @Override
    public void check() {
        try (Tier made = tier.get()) {
            made.fill(KEYS, VALUES);
            for (int at = 0; at < ENTRIES; at++) {
                Values.check(made.read(KEYS[at]), VALUES[at]);
            }
        }
    }

    @Override
    public double turn(Duration time) {
        long before = Heap.used();
        try (Tier made = tier.get()) {
            made.fill(KEYS, VALUES);
            return (double) (Heap.used() - before) / ENTRIES;
        }
    }
}
