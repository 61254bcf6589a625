package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Closing a cache while writes wait to be applied that take longer than a load may. */
final class LaterCloseTest {

    private static final Duration LOAD = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> gate = Sinks.empty();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
            .keys(String.class)
            .values(String.class)
            .scheduler(time)
            .flight(flight -> flight.maxLoadTime(LOAD))
            .loader(key -> Mono.empty())
            .bulkWriter(writes -> gate.asMono().then(Mono.fromRunnable(() -> rows.add("row"))))
            .writeBehind(
                    behind -> behind.settings(later -> later.closeTimeout(CLOSE).writeTimeout(CLOSE.multipliedBy(2))))
            .build();

    @AfterEach
    void stop() {
        time.dispose();
    }

    private Disposable close() {
        cache.with(WriteOptions.none().durability(Durability.EVENTUAL))
                .put("key", "value")
                .subscribe();
        time.advanceTimeBy(LOAD);
        return cache.close().subscribe(nothing -> {}, failure -> {}, () -> closed.set(true));
    }

    @Test
    void writesAreAppliedForAsLongAsTheSettingsOfTheCloseAllow() {
        close();
        time.advanceTimeBy(LOAD.multipliedBy(10));
        assertThat(closed).isFalse();
        gate.tryEmitEmpty();
        time.advanceTimeBy(LOAD);

        assertThat(closed).isTrue();
        assertThat(rows).hasSize(1);
    }

    @Test
    void nothingIsAppliedOnceTheTimeIsOver() {
        close();
        time.advanceTimeBy(CLOSE.plus(LOAD));

        assertThat(closed).isTrue();
        nothingIsApplied();
    }

    @Test
    void nothingIsAppliedOnceNobodyWaitsForTheCloseAnyMore() {
        close().dispose();

        nothingIsApplied();
    }

    private void nothingIsApplied() {
        gate.tryEmitEmpty();
        time.advanceTimeBy(CLOSE);
        assertThat(rows).isEmpty();
    }
}
