package io.reactivecache.test.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import reactor.core.publisher.Mono;

/** A system of record that knows when each version of a row was replaced, and so how old an answer is. */
final class Ages {

    private static final int MAX_VERSIONS = 200_000;
    private static final long NEVER = 0;

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    private static final class Row {

        private final AtomicInteger version = new AtomicInteger();
        private final AtomicLongArray changed = new AtomicLongArray(MAX_VERSIONS);
        private final AtomicLongArray announced = new AtomicLongArray(MAX_VERSIONS);
    }

    private Row row(String key) {
        return rows.computeIfAbsent(key, absent -> new Row());
    }

    /** The version there is. */
    Mono<String> load(String key) {
        return Mono.fromCallable(() -> String.valueOf(row(key).version.get()));
    }

    /** Changes a row, and gives its new version. */
    int change(String key) {
        Row row = row(key);
        int next = row.version.get() + 1;
        row.changed.set(next, System.nanoTime());
        row.version.set(next);
        return next;
    }

    /** A version was announced: the log has acknowledged it. */
    void announced(String key, int version) {
        row(key).announced.compareAndSet(version, NEVER, System.nanoTime());
    }

    /** Notes an answer to a read that began then: how long before, a later version had been announced. */
    void answered(String key, String value, long began) {
        Row row = row(key);
        int last = row.version.get();
        for (int later = Integer.parseInt(value) + 1; later <= last; later++) {
            note(row.announced.get(later), began);
        }
        reads.incrementAndGet();
    }

    /** Notes an answer as {@link #answered} does, by when the next version was there. */
    void answeredSinceChange(String key, String value, long began) {
        note(row(key).changed.get(Integer.parseInt(value) + 1), began);
        reads.incrementAndGet();
    }

    private void note(long replaced, long began) {
        if (replaced != NEVER) {
            oldest.accumulateAndGet(began - replaced, Math::max);
        }
    }

    /** By how long the oldest answer so far was too late. */
    Duration oldest() {
        return Duration.ofNanos(oldest.get());
    }

    /** How many answers were noted. */
    long reads() {
        return reads.get();
    }
}
