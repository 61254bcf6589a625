package io.reactivecache.test.writebehind;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WriteBehindConfigBuilder;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.test.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import reactor.core.Disposables;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A cache in a time of its own, over a journal in files, whose callers write far more than its system of record takes. */
final class Overload implements AutoCloseable {

    static final int PER_SECOND = 50;
    static final int OFFERED_PER_SECOND = 10 * PER_SECOND;
    static final int KEYS = 60_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final SlowRows rows = new SlowRows(KEYS, SECOND.dividedBy(PER_SECOND), time);
    final Callers callers;
    private final FileWriteJournal files;
    private final WatchedJournal journal;
    private final ReactiveCache<Integer, String> cache;
    private ToDoubleFunction<CacheGauge> gauges = gauge -> Double.NaN;
    private int mostRecords;
    private long mostBytes;
    private int mostWaiting;

    Overload(Path directory, Durability durability, Consumer<WriteBehindConfigBuilder> settings) {
        this.files = FileWriteJournal.builder(directory).build();
        this.journal = new WatchedJournal(files);
        this.cache = cache(settings);
        CacheWrites<Integer, String> later = cache.with(WriteOptions.none().durability(durability));
        this.callers = new Callers(KEYS, time, later::put);
    }

    private ReactiveCache<Integer, String> cache(Consumer<WriteBehindConfigBuilder> settings) {
        return ReactiveCaches.builder("overloaded")
                .keys(Integer.class)
                .values(String.class)
                .maximumSize(1_000)
                .sizer(String::length)
                .bulkWriter(rows)
                .writeBehind(behind -> behind.journal(journal)
                        .settings(later -> later.batches(1).batchSize(PER_SECOND))
                        .settings(settings))
                .metrics((name, counts, given, timings) -> {
                    gauges = given;
                    return Disposables.disposed();
                })
                .clock(() -> Instant.EPOCH)
                .scheduler(time)
                .build();
    }

    /** Lets so much time pass in which callers write. */
    void write(Duration span) {
        for (long left = span.toSeconds(); left > 0; left--) {
            callers.write(OFFERED_PER_SECOND);
            pass(SECOND);
        }
    }

    private void pass(Duration span) {
        Eventually.within(LIMIT).holds("the journal is quiet", journal::isQuiet);
        note();
        time.advanceTimeBy(span);
        note();
    }

    private void note() {
        mostRecords = Math.max(mostRecords, pending());
        mostBytes = Math.max(mostBytes, (long) gauges.applyAsDouble(CacheGauge.PENDING_BYTES));
        mostWaiting = Math.max(mostWaiting, callers.waiting());
    }

    /** Lets time pass until nothing is pending. What the journal does takes time of another kind, and that is what is bounded. */
    void settle() {
        Eventually.within(LIMIT).holds("settled", () -> {
            pass(Duration.ofMinutes(1));
            return pending() == 0 && callers.waiting() == 0;
        });
    }

    /** How many writes are pending now. */
    int pending() {
        return (int) gauges.applyAsDouble(CacheGauge.PENDING_WRITES);
    }

    int mostRecords() {
        return mostRecords;
    }

    long mostBytes() {
        return mostBytes;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    @Override
    public void close() {
        cache.close().subscribe();
        time.advanceTimeBy(Duration.ofMinutes(5));
        time.dispose();
        journal.close();
        files.disposeLater().block(LIMIT);
    }
}
