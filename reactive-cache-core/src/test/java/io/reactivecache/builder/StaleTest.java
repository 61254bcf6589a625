package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MAX_LOAD;
import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposables;

/** Values past their ttl in place of newer ones that cannot be had. */
final class StaleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofMinutes(5);
    private static final Duration THROTTLE = Duration.ofSeconds(20);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> cache =
            scene.builder().stale(stale -> stale.max(MAX).throttle(THROTTLE)).build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aStaleValueIsAnsweredIfTheLoadFails() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        Heard<Lookup<String>> caller = scene.hear(cache.lookup("key"));
        assertThat(caller.isNothing()).isTrue();
        loader.last().fails("down");

        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("old");
            assertThat(found.freshness()).isEqualTo(Freshness.FAILED);
            assertThat(found.source()).isEqualTo(Source.LOCAL);
            assertThat(found.age()).isEqualTo(TTL);
        });
    }

    @Test
    void aStaleValueIsAnsweredIfTheLoadIsEnded() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        Heard<Lookup<String>> caller = scene.hear(cache.lookup("key"));
        scene.pass(MAX_LOAD);

        assertFreshness(caller, "old", Freshness.FAILED);
    }

    @Test
    void aStaleValueIsAnsweredUpToItsMaximumAndNoLonger() {
        scene.load(cache, "key", "old");
        scene.pass(TTL.plus(MAX).minus(MILLI));
        Heard<Lookup<String>> within = scene.hear(cache.lookup("key"));
        loader.last().fails("down");
        assertFreshness(within, "old", Freshness.FAILED);
        scene.pass(MILLI);
        Heard<Lookup<String>> after = scene.hear(cache.lookup("key"));
        loader.last().fails("down");

        assertThat(after.error()).hasMessage("down");
        assertThat(loader.last().request().previous()).isEmpty();
    }

    @Test
    void aValueThatGoesOverItsMaximumDuringTheLoadIsNotAnswered() {
        scene.load(cache, "key", "old");
        scene.pass(TTL.plus(MAX).minus(SECOND));
        Heard<String> caller = scene.hear(cache.get("key"));
        scene.pass(SECOND);
        loader.last().fails("down");

        assertThat(caller.error()).hasMessage("down");
    }

    @Test
    void withoutStaleIfErrorTheCallerHearsWhyTheLoadFailed() {
        ReactiveCache<String, String> strict = scene.builder().build();
        scene.load(strict, "key", "old");
        scene.pass(TTL);
        Heard<String> caller = scene.hear(strict.get("key"));
        loader.last().fails("down");

        assertThat(caller.error()).hasMessage("down");
    }

    @Test
    void afterAFailureNoOtherLoadBeginsBeforeTheEndOfTheThrottleAndOneAtIt() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        scene.hear(cache.get("key"));
        loader.last().fails("down");
        assertFreshness(scene.hear(cache.lookup("key")), "old", Freshness.THROTTLED);
        scene.pass(THROTTLE.minus(MILLI));
        assertFreshness(scene.hear(cache.lookup("key")), "old", Freshness.THROTTLED);
        assertThat(loader.begun()).isEqualTo(2);
        scene.pass(MILLI);
        Heard<String> first = scene.hear(cache.get("key"));
        Heard<String> second = scene.hear(cache.get("key"));
        assertThat(loader.begun()).isEqualTo(3);
        loader.last().brings("new");

        assertThat(first.values()).containsExactly("new");
        assertThat(second.values()).containsExactly("new");
    }

    @Test
    void eachFailureBeginsTheThrottleAnew() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        for (int loads = 2; loads < 6; loads++) {
            Heard<Lookup<String>> caller = scene.hear(cache.lookup("key"));
            assertThat(loader.begun()).isEqualTo(loads);
            loader.last().fails("down");
            assertFreshness(caller, "old", Freshness.FAILED);
            assertFreshness(scene.hear(cache.lookup("key")), "old", Freshness.THROTTLED);
            scene.pass(THROTTLE);
        }
    }

    @Test
    void theThrottleDoesNotProlongWhatMayBeAnswered() {
        scene.load(cache, "key", "old");
        scene.pass(TTL.plus(MAX).minus(SECOND));
        scene.hear(cache.get("key"));
        loader.last().fails("down");
        scene.pass(SECOND);
        Heard<String> caller = scene.hear(cache.get("key"));
        assertThat(loader.begun()).isEqualTo(3);
        loader.last().fails("still down");

        assertThat(caller.error()).hasMessage("still down");
    }

    @Test
    void aThrottleOfZeroLetsEachReadTry() {
        ReactiveCache<String, String> eager = scene.builder()
                .stale(stale -> stale.max(MAX).throttle(Duration.ZERO))
                .build();
        scene.load(eager, "key", "old");
        scene.pass(TTL);
        for (int loads = 2; loads < 5; loads++) {
            Heard<Lookup<String>> caller = scene.hear(eager.lookup("key"));
            assertThat(loader.begun()).isEqualTo(loads);
            loader.last().fails("down");
            assertFreshness(caller, "old", Freshness.FAILED);
        }
    }

    @Test
    void aCancelIsNoFailureAndThrottlesNothing() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        scene.hear(cache.get("key")).cancel();
        Heard<String> second = scene.hear(cache.get("key"));
        assertThat(second.isNothing()).isTrue();
        loader.last().brings("new");

        assertThat(second.values()).containsExactly("new");
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void afterTheSoftTimeoutTheStaleValueIsAnsweredAndTheLoadIsKeptWhenItIsDone() {
        ReactiveCache<String, String> soft = soft();
        scene.load(soft, "key", "old");
        scene.pass(TTL);
        Heard<Lookup<String>> caller = scene.hear(soft.lookup("key"));
        scene.pass(SECOND.minus(MILLI));
        assertThat(caller.isNothing()).isTrue();
        scene.pass(MILLI);
        assertFreshness(caller, "old", Freshness.LATE);
        loader.last().brings("new");

        assertFreshness(scene.hear(soft.lookup("key")), "new", Freshness.FRESH);
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void whoJoinsIsAnsweredTheStaleValueAfterASoftTimeoutOfItsOwn() {
        ReactiveCache<String, String> soft = soft();
        scene.load(soft, "key", "old");
        scene.pass(TTL);
        scene.hear(soft.get("key"));
        scene.pass(SECOND.dividedBy(2));
        Heard<Lookup<String>> joiner = scene.hear(soft.lookup("key"));
        scene.pass(SECOND.minus(MILLI));
        assertThat(joiner.isNothing()).isTrue();
        scene.pass(MILLI);

        assertFreshness(joiner, "old", Freshness.LATE);
    }

    @Test
    void atItsDeadlineACallerIsAnsweredTheStaleValueIfThereIsOneAndElseAnErrorOfItsType() {
        ReactiveCache<String, String> hard = scene.builder()
                .flight(flight -> flight.hardTimeout(SECOND))
                .stale(stale -> stale.max(MAX))
                .build();
        scene.load(hard, "key", "old");
        scene.pass(TTL);
        Heard<Lookup<String>> served = scene.hear(hard.lookup("key"));
        Heard<String> refused = scene.hear(hard.get("other"));
        scene.pass(SECOND);

        assertFreshness(served, "old", Freshness.LATE);
        assertThat(refused.error()).isInstanceOf(LoadTimeoutException.class);
    }

    @Test
    void aLoadInvalidatedUnderALateAnswerBringsNothingBack() {
        ReactiveCache<String, String> soft = soft();
        scene.load(soft, "key", "old");
        scene.pass(TTL);
        scene.hear(soft.get("key"));
        scene.pass(SECOND);
        scene.hear(soft.invalidate("key"));
        loader.last().brings("new");

        assertThat(scene.hear(soft.get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void aFailedLoadOfAnInvalidatedKeyBringsNothingBack() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        scene.hear(cache.get("key"));
        scene.hear(cache.invalidate("key"));
        loader.last().fails("down");
        Heard<String> next = scene.hear(cache.get("key"));
        loader.last().fails("still down");

        assertThat(next.error()).hasMessage("still down");
    }

    @Test
    void invalidationAndPutEndTheThrottle() {
        for (String key : List.of("invalidated", "put")) {
            scene.load(cache, key, "old");
        }
        scene.pass(TTL);
        for (String key : List.of("invalidated", "put")) {
            scene.hear(cache.get(key));
            loader.last().fails("down");
        }
        scene.hear(cache.invalidate("invalidated"));
        scene.hear(cache.put("put", "new"));

        assertThat(scene.hear(cache.get("invalidated")).isNothing()).isTrue();
        assertFreshness(scene.hear(cache.lookup("put")), "new", Freshness.FRESH);
    }

    @Test
    void everyStaleAnswerIsCounted() {
        AtomicReference<ToLongFunction<CacheMeter>> counts = new AtomicReference<>();
        ReactiveCache<String, String> counted = scene.builder()
                .stale(stale -> stale.max(MAX))
                .metrics((name, meters, size, timings) -> {
                    counts.set(meters);
                    return Disposables.disposed();
                })
                .build();
        scene.load(counted, "key", "old");
        scene.pass(TTL);
        scene.hear(counted.get("key"));
        assertThat(counts.get().applyAsLong(CacheMeter.STALE_SERVED)).isZero();
        loader.last().fails("down");
        scene.hear(counted.get("key"));

        assertThat(counts.get().applyAsLong(CacheMeter.STALE_SERVED)).isEqualTo(2);
    }

    private ReactiveCache<String, String> soft() {
        return scene.builder()
                .flight(flight -> flight.softTimeout(SECOND))
                .stale(stale -> stale.max(MAX))
                .build();
    }

    private static void assertFreshness(Heard<Lookup<String>> caller, String value, Freshness freshness) {
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo(value);
            assertThat(found.freshness()).isEqualTo(freshness);
        });
    }
}
