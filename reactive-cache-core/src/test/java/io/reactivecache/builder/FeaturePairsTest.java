package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.LoadResult;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Two features at a time, where each could get in the way of the other. */
final class FeaturePairsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ReadOptions REFRESH = ReadOptions.none().refresh();

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void staleAndAbsentAValueThatIsGoneIsNoLongerAnsweredStale() {
        ReactiveCache<String, String> cache =
                scene.builder().stale(stale -> stale.max(TTL)).build();
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        Heard<String> caller = scene.hear(cache.get("key"));
        loader.last().findsNothing();
        assertThat(caller.isEmpty()).isTrue();
        Heard<String> next = scene.hear(cache.get("key"));
        loader.last().fails("down");

        assertThat(next.error()).hasMessage("down");
    }

    @Test
    void staleAndDefaultTheStaleValueIsAnsweredBeforeTheDefault() {
        ReactiveCache<String, String> cache = scene.builder()
                .stale(stale -> stale.max(TTL).throttle(SECOND))
                .defaultValue(key -> Optional.of("default"))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.multipliedBy(2).minus(MILLI));
        Heard<Lookup<String>> within = scene.hear(cache.lookup("key"));
        loader.last().fails("down");
        assertFound(within, "old", Freshness.FAILED);
        scene.pass(MILLI);
        Heard<Lookup<String>> after = scene.hear(cache.lookup("key"));
        loader.last().fails("down");

        assertFound(after, "default", Freshness.DEFAULT);
    }

    @Test
    void softTimeoutAndDefaultADefaultIsNoAnswerToALoadThatIsMerelyLate() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.softTimeout(SECOND).hardTimeout(SECOND.multipliedBy(2)))
                .defaultValue(key -> Optional.of("default"))
                .build();
        Heard<String> caller = scene.hear(cache.get("key"));
        scene.pass(SECOND.multipliedBy(2));

        assertThat(caller.error()).isInstanceOf(LoadTimeoutException.class);
    }

    @Test
    void refreshAndInvalidateNeitherValueIsLeftAndWhoWaitsHearsTheLateOne() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.load(cache, "key", "old");
        Heard<Lookup<String>> refreshed = scene.hear(cache.with(REFRESH).lookup("key"));
        scene.hear(cache.invalidate("key"));
        loader.last().brings("late");

        assertThat(refreshed.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("late");
            assertThat(found.fenced()).isTrue();
        });
        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void timeoutAndAbandonedTheLastOfThemToCancelDoesNotEndALoadSomebodyTimedOutOf() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.whenAbandoned(WhenAbandoned.CANCEL).waitTimeout(SECOND))
                .build();
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> joiner = scene.hear(cache.get("key"));
        scene.pass(SECOND);
        assertThat(joiner.error()).isInstanceOf(LoadTimeoutException.class);
        leader.cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("value");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    @Test
    void adaptiveAndJitterTheLoadersTtlIsShortenedTooAndNeverProlonged() {
        ReactiveCache<String, String> cache = scene.builder()
                .ttl(ttl -> ttl.jitter(0.5))
                .entryLoader(request ->
                        Mono.just(LoadResult.of("value").ttl(TTL.dividedBy(2)).validator(request.key())))
                .build();
        IntStream.range(0, 100).forEach(key -> scene.hear(cache.get("key" + key)));
        scene.pass(TTL.dividedBy(4).minus(MILLI));
        assertThat(kept(cache)).isEqualTo(100);
        scene.pass(TTL.dividedBy(8));
        assertThat(kept(cache)).isBetween(1L, 99L);
        scene.pass(TTL.dividedBy(8).plus(MILLI));

        assertThat(kept(cache)).isZero();
    }

    @Test
    void adaptiveAndStaleAStaleValueIsCountedFromTheLoadersTtl() {
        ReactiveCache<String, String> cache =
                scene.builder().stale(stale -> stale.max(SECOND)).build();
        scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.of("old").ttl(SECOND));
        scene.pass(SECOND.multipliedBy(2).minus(MILLI));
        Heard<Lookup<String>> within = scene.hear(cache.lookup("key"));
        loader.last().fails("down");
        assertFound(within, "old", Freshness.FAILED);
        scene.pass(MILLI);
        Heard<String> after = scene.hear(cache.get("key"));
        loader.last().fails("down");

        assertThat(after.error()).hasMessage("down");
    }

    @Test
    void eagerAndThrottleAFailedRefreshIsTriedAgainOnlyAfterTheThrottleAndKeepsTheHitPathQuiet() {
        ReactiveCache<String, String> cache = scene.builder()
                .stale(stale -> stale.eager(0.5).throttle(SECOND))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.dividedBy(2));
        for (int loads = 2; loads < 5; loads++) {
            scene.hear(cache.get("key"));
            assertThat(loader.begun()).isEqualTo(loads);
            loader.last().fails("down");
            scene.pass(SECOND.minus(MILLI));
            assertFound(scene.hear(cache.lookup("key")), "old", Freshness.FRESH);
            assertThat(loader.begun()).isEqualTo(loads);
            scene.pass(MILLI);
        }
    }

    @Test
    void refreshOptionAndInFlightALoadThatIsRunningWillDo() {
        ReactiveCache<String, String> cache = scene.builder().build();
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> refreshing = scene.hear(cache.with(REFRESH).get("key"));
        assertThat(loader.begun()).isEqualTo(1);
        loader.last().brings("value");

        assertThat(leader.values()).containsExactly("value");
        assertThat(refreshing.values()).containsExactly("value");
    }

    @Test
    void refreshOptionAndRefreshBehindTheOneBehindIsWaitedFor() {
        ReactiveCache<String, String> cache =
                scene.builder().stale(stale -> stale.eager(0.5)).build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.dividedBy(2));
        scene.hear(cache.get("key"));
        Heard<String> refreshing = scene.hear(cache.with(REFRESH).get("key"));
        assertThat(refreshing.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertThat(refreshing.values()).containsExactly("new");
    }

    @Test
    void skipLocalAndFreshTheOthersAreAnsweredTheFreshValueMeanwhileAndTheNewOneAfterwards() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.load(cache, "key", "old");
        Heard<String> skipping =
                scene.hear(cache.with(ReadOptions.none().skipLocal()).get("key"));
        assertThat(skipping.isNothing()).isTrue();
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
        loader.last().brings("new");

        assertThat(skipping.values()).containsExactly("new");
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void closedCacheAndRefreshBehindTheRefreshEndsAndNothingIsKept() {
        ReactiveCache<String, String> cache =
                scene.builder().stale(stale -> stale.eager(0.5)).build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.dividedBy(2));
        scene.hear(cache.get("key"));
        Heard<Void> closed = scene.hear(cache.close());
        assertThat(closed.isEmpty()).isTrue();
        loader.last().brings("new");

        assertThat(size(cache)).isZero();
    }

    @Test
    void closedCacheAndFailedRefreshTheFormerValueDoesNotComeBack() {
        ReactiveCache<String, String> cache =
                scene.builder().stale(stale -> stale.eager(0.5)).build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.dividedBy(2));
        scene.hear(cache.get("key"));
        scene.hear(cache.close());
        loader.last().fails("down");

        assertThat(size(cache)).isZero();
    }

    @Test
    void maxFlightsAndRefreshBehindAReaderDoesNotNoticeThatThereWasNoRoomForItsRefresh() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.maxFlights(1))
                .stale(stale -> stale.eager(0.5).throttle(SECOND))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL.dividedBy(2));
        scene.hear(cache.get("other"));
        assertFound(scene.hear(cache.lookup("key")), "old", Freshness.FRESH);
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("other");
        assertFound(scene.hear(cache.lookup("key")), "old", Freshness.FRESH);
        scene.pass(SECOND);
        assertFound(scene.hear(cache.lookup("key")), "old", Freshness.FRESH);

        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void maximumBytesAndAbsentThoseWithoutAValueAreBoundedToo() {
        ReactiveCache<String, String> cache = scene.builder()
                .ttl(ttl -> ttl.absent(TTL))
                .maximumBytes(10_000, String::length)
                .loader(key -> Mono.empty())
                .build();
        IntStream.range(0, 10_000).forEach(key -> scene.hear(cache.get("key" + key)));

        assertThat(size(cache)).isBetween(1L, 1_000L);
    }

    @Test
    void maximumBytesAndPutAValueThatCannotBeMeasuredLeavesTheOthersAlone() {
        ReactiveCache<String, String> cache = scene.builder()
                .maximumBytes(10_000, value -> value.equals("odd") ? Integer.parseInt(value) : value.length())
                .build();
        scene.load(cache, "key", "value");
        Heard<Position> put = scene.hear(cache.put("other", "odd"));

        assertThat(put.values()).hasSize(1);
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        assertThat(scene.hear(cache.get("other")).isNothing()).isTrue();
    }

    @Test
    void idleAndStaleAStaleValueNobodyReadIsGone() {
        ReactiveCache<String, String> cache = scene.builder()
                .ttl(ttl -> ttl.both(SECOND).idle(TTL))
                .stale(stale -> stale.max(TTL.multipliedBy(10)))
                .build();
        scene.load(cache, "read", "old");
        scene.load(cache, "idle", "old");
        scene.pass(TTL.minus(MILLI));
        Heard<String> within = scene.hear(cache.get("read"));
        loader.last().fails("down");
        assertThat(within.values()).containsExactly("old");
        scene.pass(SECOND);
        Heard<String> after = scene.hear(cache.get("idle"));
        loader.last().fails("down");

        assertThat(after.error()).hasMessage("down");
    }

    private long kept(ReactiveCache<String, String> cache) {
        return IntStream.range(0, 100)
                .mapToObj(key ->
                        scene.hear(cache.with(ReadOptions.none().localOnly()).get("key" + key)))
                .filter(caller -> !caller.isEmpty())
                .count();
    }

    private long size(ReactiveCache<String, String> cache) {
        return scene.hear(cache.stats()).values().get(0).localSize();
    }

    private static void assertFound(Heard<Lookup<String>> caller, String value, Freshness freshness) {
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo(value);
            assertThat(found.freshness()).isEqualTo(freshness);
        });
    }
}
