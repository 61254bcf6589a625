package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What wide invalidations leave behind is given back: of a node in virtual time, with everything else in this process. */
class WideMemoryTest {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration FENCE = Duration.ofSeconds(3);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int KEYS = 100;

    private final HandClock clock = new HandClock();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(clock);
    private final FaultyRemoteStore store = new FaultyRemoteStore(memory);
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(8);
    private final ReactiveCache<String, String> cache = WatchedCaches.build(ReactiveCaches.builder("wide")
            .keys(String.class)
            .values(String.class)
            .entryLoader(request -> Mono.just(LoadResult.of("value").tags(Set.of("fruit"))))
            .flight(flight -> flight.maxLoadTime(FENCE.minusSeconds(1)))
            .settings(config -> config.log(more -> more.announceTimeout(Duration.ofSeconds(1)))
                    .remote(more -> more.fenceSlack(Duration.ofSeconds(1))
                            .timeout(Duration.ofSeconds(1))
                            .leaseTime(Duration.ofSeconds(1))
                            .leaseWait(Duration.ofMillis(10)))
                    .markers(more -> more.sweepInterval(SWEEP)))
            .remote(store)
            .log(log)
            .clock(clock)
            .scheduler(time));

    @AfterEach
    void endTime() {
        cache.close().subscribe();
        time.dispose();
    }

    private void readAll() {
        pass(STEP);
        for (int i = 0; i < KEYS; i++) {
            assertThat(cache.get("key-" + i).toFuture()).isCompletedWithValue("value");
        }
        assertThat(values()).isEqualTo(KEYS);
        assertThat(localSize()).isEqualTo(KEYS);
    }

    @Test
    void valuesRowsAndMarkersAreGivenBackAfterTheFence() {
        readAll();
        cache.invalidateTag("fruit").subscribe();
        assertThat(table().rows()).extracting(MarkerTable.Row::marker).contains("RTfruit");
        pass(FENCE);
        assertThat(values()).isEqualTo(KEYS);
        pass(FENCE.multipliedBy(3));

        assertThat(values()).isZero();
        assertThat(localSize()).isZero();
        assertThat(table().rows()).isEmpty();
        assertThat(table().marks()).isEmpty();
        nothingIsLeftToDo();
    }

    /** Who has no marker does not ask for any. */
    private void nothingIsLeftToDo() {
        long reads = store.calls(RemoteOperation.READ_MARKERS);
        pass(SWEEP.multipliedBy(20));
        assertThat(store.calls(RemoteOperation.READ_MARKERS)).isEqualTo(reads);
    }

    @Test
    void manyOfThemLeaveNothingEither() {
        readAll();
        for (int i = 0; i < 300; i++) {
            cache.invalidateTag("tag-" + i).subscribe();
            cache.expirePrefix("key-" + i).subscribe();
        }
        pass(FENCE.multipliedBy(4));

        assertThat(table().rows()).isEmpty();
        assertThat(values()).isZero();
        nothingIsLeftToDo();
    }

    @Test
    void aStoreThatWasAwayMeanwhileIsToldAndSweptWhenItIsBack() {
        readAll();
        store.setAll(Fault.fail(() -> new IllegalStateException("away")));
        cache.invalidateTag("fruit").subscribe();
        pass(FENCE.multipliedBy(3));
        assertThat(localSize()).isZero();
        assertThat(values()).isEqualTo(KEYS);
        store.heal();
        pass(FENCE.multipliedBy(4));

        assertThat(values()).isZero();
        assertThat(table().rows()).isEmpty();
        nothingIsLeftToDo();
    }

    /** Nobody can know what the lost table held: all that was there is given up, and the new table empties itself again. */
    @Test
    void aTableThatWasLostMeanwhileIsMadeAnewAndEmptied() {
        readAll();
        cache.invalidateTag("fruit").subscribe();
        memory.loseMarkers();
        pass(FENCE.multipliedBy(6));

        assertThat(values()).isZero();
        assertThat(table().rows()).isEmpty();
        assertThat(table().marks()).isEmpty();
        nothingIsLeftToDo();
    }

    private MarkerTable.Content table() {
        return memory.read("wide").block();
    }

    private long values() {
        return memory.scan("wide:").count().block();
    }

    private long localSize() {
        return cache.stats().block().localSize();
    }

    /** Step by step, so that the clock and the timers agree. */
    private void pass(Duration span) {
        for (Duration left = span; !left.isZero(); left = left.minus(STEP)) {
            clock.advance(STEP);
            time.advanceTimeBy(STEP);
        }
    }
}
