package io.reactivecache.samples.benchmarks.poison;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** Takes the same time for each call, and as many at once as come. */
final class RefusingWriter implements BulkCacheWriter<Integer, Integer> {

    private static final Duration EACH_CALL = Duration.ofMillis(10);
    private static final int EVERY = 1_000;

    private final boolean isRefusing;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicLong lastAt = new AtomicLong();

    RefusingWriter(boolean isRefusing) {
        this.isRefusing = isRefusing;
    }

    @Override
    public Mono<Void> writeAll(List<KeyWrite<Integer, Integer>> writes) {
        return Mono.delay(EACH_CALL).then(Mono.fromRunnable(() -> written(writes)));
    }

    private void written(List<KeyWrite<Integer, Integer>> writes) {
        if (isRefusing && writes.stream().anyMatch(write -> isRefused(write.key()))) {
            throw new IllegalStateException("refused");
        }
        written.addAndGet(writes.size());
        lastAt.accumulateAndGet(System.nanoTime(), Math::max);
    }

    private static boolean isRefused(int key) {
        return key % EVERY == EVERY / 2;
    }

    /** How many of so many writes are refused. */
    int refused(int writes) {
        return isRefusing ? writes / EVERY : 0;
    }

    int written() {
        return written.get();
    }

    /** When the last write was written, as {@link System#nanoTime} counts it. */
    long lastAt() {
        return lastAt.get();
    }
}
