package io.reactivecache.test.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheClosedException;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.DrainRecorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposables;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Caches that are closed while they are written to, over a journal in files; {@code -Dclosing.rounds=} says how many. */
final class ClosedUnderLoadTest {

    private static final int ROUNDS = Integer.getInteger("closing.rounds", 100);
    private static final int CALLERS = 16;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();
    private final Scheduler callers = Schedulers.newParallel("callers", 2);
    private ToDoubleFunction<CacheGauge> gauges = gauge -> Double.NaN;

    @TempDir
    private Path directory;

    @BeforeEach
    void watch() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void end() {
        Hooks.resetOnErrorDropped();
        callers.dispose();
    }

    @Test
    void whateverWasAnsweredIsAppliedOrInTheJournal() {
        round(0);
        Set<Thread> before = threads();
        for (int round = 1; round <= ROUNDS; round++) {
            round(round);
        }

        Eventually.within(LIMIT).passes(() -> assertThat(before).containsAll(threads()));
        assertThat(dropped).isEmpty();
    }

    /** Those of this process that are not shared by all caches. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("parallel-"))
                .collect(Collectors.toSet());
    }

    private void round(int round) {
        boolean isPatient = round % 2 == 0;
        Path files = directory.resolve("round" + round);
        Set<Integer> applied = ConcurrentHashMap.newKeySet();
        FileWriteJournal journal = FileWriteJournal.builder(files).build();
        ReactiveCache<Integer, String> cache = cache(journal, applied, isPatient ? LIMIT : AT_ONCE);
        ClosingLoad load = new ClosingLoad(cache, 1 + (round * 37) % 1_000);
        Mono<Void> gone = load.run(CALLERS, callers).cache();
        gone.subscribe();
        load.enough().publishOn(Schedulers.parallel()).then(cache.close()).block(LIMIT);
        gone.block(LIMIT);
        journal.disposeLater().block(LIMIT);

        assertThat(load.refusals()).allMatch(CacheClosedException.class::isInstance);
        assertThat(applied).containsAll(load.answered(Durability.IMMEDIATE));
        Set<Integer> eventual = load.answered(Durability.EVENTUAL);
        eventual.removeAll(applied);
        assertThat(eventual).hasSizeLessThanOrEqualTo((int) gauges.applyAsDouble(CacheGauge.PENDING_WRITES));
        Set<Integer> journaled = journaled(files);
        if (isPatient) {
            assertNothingLeft();
            assertThat(journaled).isEmpty();
        }
        journaled.addAll(applied);
        assertThat(journaled).containsAll(load.answered(Durability.DEFERRED));
    }

    private ReactiveCache<Integer, String> cache(FileWriteJournal journal, Set<Integer> applied, Duration deadline) {
        BulkCacheWriter<Integer, String> writer = writes ->
                Mono.delay(AT_ONCE).then(Mono.fromRunnable(() -> writes.forEach(write -> applied.add(write.key()))));
        ReactiveCache<Integer, String> cache = ReactiveCaches.builder("closed")
                .keys(Integer.class)
                .values(String.class)
                .bulkWriter(writer)
                .writeBehind(behind -> behind.journal(journal)
                        .settings(later -> later.batchTime(AT_ONCE)
                                .batchSize(50)
                                .maxRecords(200)
                                .closeTimeout(deadline)))
                .metrics((name, counts, given, timings) -> {
                    gauges = given;
                    return Disposables.disposed();
                })
                .build();
        cache.ready().block(LIMIT);
        return cache;
    }

    /** The keys a journal has writes of. */
    private static Set<Integer> journaled(Path files) {
        FileWriteJournal journal = FileWriteJournal.builder(files).build();
        try {
            int entries = (int) journal.opened().block(LIMIT).entries();
            return DrainRecorder.of(journal).await(entries).entries().stream()
                    .map(entry -> WriteFormat.decode(entry.payload()).key())
                    .map(key -> Integer.valueOf(key.substring(key.lastIndexOf(':') + 1)))
                    .collect(Collectors.toSet());
        } finally {
            journal.disposeLater().block(LIMIT);
        }
    }

    private void assertNothingLeft() {
        for (CacheGauge gauge : List.of(
                CacheGauge.PENDING_WRITES,
                CacheGauge.PENDING_BYTES,
                CacheGauge.KEYS_WRITTEN,
                CacheGauge.WRITES_WAITING,
                CacheGauge.QUEUED,
                CacheGauge.OWED)) {
            assertThat(gauges.applyAsDouble(gauge)).as(gauge.name()).isZero();
        }
    }
}
