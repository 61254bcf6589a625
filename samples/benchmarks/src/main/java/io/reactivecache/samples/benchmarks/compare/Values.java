package io.reactivecache.samples.benchmarks.compare;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The keys and values that all contenders store. */
final class Values {

    /** How many keys there are; a power of two. */
    static final int KEYS = 4_096;

    private static final String[] NAMES =
            IntStream.range(0, KEYS).mapToObj(key -> "key" + key).toArray(String[]::new);

    private Values() {}

    /** The key of a call. */
    static String key(int call) {
        return NAMES[call & KEYS - 1];
    }

    /** A value of so many bytes, as it is written down. */
    static String value(int bytes) {
        return "v".repeat(bytes);
    }

    /**
     * Compares what was read with what was stored.
     *
     * @throws IllegalStateException if it is another
     */
    static void check(@Nullable Object read, Object stored) {
        if (!stored.equals(read)) {
            throw new IllegalStateException(
                    read == null ? "reads nothing (expected: what was stored)" : "reads another value than was stored");
        }
    }
}
