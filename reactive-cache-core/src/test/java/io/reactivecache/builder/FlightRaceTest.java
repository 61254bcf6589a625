package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.EntryLoader;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import io.reactivecache.internal.tier.Slot;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Joining, cancelling and completing at the same time, over and over. */
final class FlightRaceTest {

    private static final int ROUNDS = 10_000;
    private static final int KEYS = 100;
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final ReadOptions REFRESH = ReadOptions.none().refresh();

    private final HandClock clock = new HandClock();
    private final Queue<Sinks.One<String>> held = new ConcurrentLinkedQueue<>();
    private final Queue<Heard<Lookup<String>>> staying = new ConcurrentLinkedQueue<>();
    private final Queue<Heard<Lookup<String>>> leaving = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void nobodyHearsOfTheCancelOfAnotherAndNoFlightIsLeftBehind(WhenAbandoned whenAbandoned) {
        Wiring<Integer, String> w = wiring(whenAbandoned);
        ReactiveCache<Integer, String> cache = DefaultReactiveCache.started(w);
        try (Race race = new Race(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                int key = round;
                race.run(runner -> cast(runner, cache.lookup(key)));
                settle();
            }
        }
        assertNothingInFlight(w, ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshThatSomeAbandonLeavesEveryReaderAValueAndNoFlightBehind(WhenAbandoned whenAbandoned) {
        Wiring<Integer, String> w = wiring(whenAbandoned);
        ReactiveCache<Integer, String> cache = DefaultReactiveCache.started(w);
        try (Race race = new Race(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                int key = round % KEYS;
                boolean stale = round % 3 == 0;
                clock.advance(stale ? TTL : Duration.ZERO);
                race.run(runner -> cast(
                        runner, stale ? cache.lookup(key) : cache.with(REFRESH).lookup(key)));
                settle();
            }
        }
        assertNothingInFlight(w, KEYS);
    }

    /** One stays, one comes and goes, one ends whatever load there is. */
    private void cast(int runner, Mono<Lookup<String>> read) {
        switch (runner) {
            case 0 -> staying.add(Heard.of(read));
            case 1 -> {
                for (int i = 0; i < 3; i++) {
                    Heard<Lookup<String>> caller = Heard.of(read);
                    leaving.add(caller);
                    caller.cancel();
                }
            }
            default -> IntStream.range(0, 20).forEach(turn -> endOne());
        }
    }

    private void settle() {
        while (endOne()) {
            // until there is none
        }
        assertThat(staying)
                .allSatisfy(caller -> assertThat(caller.values()).hasSize(1))
                .allSatisfy(caller -> assertThat(caller.error()).isNull());
        assertThat(leaving)
                .allSatisfy(caller -> assertThat(caller.error()).isNull())
                .noneSatisfy(caller -> assertThat(caller.isEmpty()).isTrue());
        staying.clear();
        leaving.clear();
    }

    private boolean endOne() {
        Sinks.One<String> load = held.poll();
        if (load != null) {
            load.tryEmitValue("value").orThrow();
        }
        return load != null;
    }

    private static void assertNothingInFlight(Wiring<Integer, String> w, int keys) {
        assertThat(w.flights.underWay()).isZero();
        assertThat(w.flights.close().toFuture()).isDone();
        assertThat(IntStream.range(0, keys).mapToObj(w.local::find).filter(slot -> slot != null))
                .isNotEmpty()
                .extracting(Slot::flight)
                .containsOnlyNulls();
    }

    private Wiring<Integer, String> wiring(WhenAbandoned whenAbandoned) {
        Parts<Integer, String> parts = new Parts<>();
        parts.keyType(Integer.class);
        parts.valueType(String.class);
        parts.clock = clock;
        parts.loader = EntryLoader.of(key -> {
            Sinks.One<String> load = Sinks.one();
            held.add(load);
            return load.asMono();
        });
        return parts.checked(new CacheConfigBuilder("orders")
                .ttl(TTL)
                .flight(flight -> flight.whenAbandoned(whenAbandoned))
                .stale(stale -> stale.max(Duration.ofDays(365))));
    }
}
