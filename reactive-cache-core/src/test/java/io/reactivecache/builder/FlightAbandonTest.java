package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a load nobody waits for any more. */
final class FlightAbandonTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aLoadToCompleteGoesOnWithoutCallersAndFillsTheTier() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.COMPLETE);
        scene.hear(cache.get("key")).cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("value");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void aLoadToCancelIsCancelledWithItsLastCallerAndNotBefore() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> joiner = scene.hear(cache.get("key"));
        leader.cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        joiner.cancel();

        assertThat(loader.last().isCancelled()).isTrue();
        assertThat(size(cache)).isZero();
    }

    @Test
    void whoComesAfterALoadWasAbandonedStartsAnother() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        scene.hear(cache.get("key")).cancel();
        scene.load(cache, "key", "value");

        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void anAbandonedLoadNoLongerCountsAsInFlight() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.whenAbandoned(WhenAbandoned.CANCEL).maxFlights(1))
                .build();
        scene.hear(cache.get("key")).cancel();

        scene.load(cache, "other", "value");
    }

    @Test
    void anAbandonedLoadLeavesTheStaleEntryThatWasThereUnthrottled() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        scene.hear(cache.get("key")).cancel();
        assertThat(loader.last().isCancelled()).isTrue();
        assertThat(size(cache)).isEqualTo(1);
        Heard<Lookup<String>> next = scene.hear(cache.lookup("key"));
        assertThat(loader.begun()).isEqualTo(3);
        assertThat(loader.last().request().previous())
                .hasValueSatisfying(previous -> assertThat(previous.value()).isEqualTo("old"));
        loader.last().fails("down");

        assertThat(next.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("old");
            assertThat(found.freshness()).isEqualTo(Freshness.FAILED);
        });
    }

    @Test
    void anAbandonedRefreshLeavesTheFreshEntryThatWasThere() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        scene.load(cache, "key", "fresh");
        scene.hear(cache.with(ReadOptions.none().refresh()).get("key")).cancel();
        assertThat(loader.last().isCancelled()).isTrue();

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("fresh");
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void anAbandonedLoadOfAnInvalidatedKeyRestoresNothing() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        Heard<String> caller = scene.hear(cache.get("key"));
        scene.hear(cache.invalidate("key"));
        caller.cancel();

        assertThat(loader.last().isCancelled()).isTrue();
        assertThat(size(cache)).isZero();
    }

    @Test
    void aCallerThatWasAnsweredTheStaleValueKeepsTheLoadGoing() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.whenAbandoned(WhenAbandoned.CANCEL).softTimeout(SECOND))
                .stale(stale -> stale.max(TTL))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        Heard<String> served = scene.hear(cache.get("key"));
        scene.pass(MILLI);
        Heard<String> impatient = scene.hear(cache.get("key"));
        scene.pass(SECOND.minus(MILLI));
        assertThat(served.values()).containsExactly("old");
        impatient.cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("new");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void aCallerThatWasAnsweredAtOnceKeepsTheLoadGoing() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        scene.load(cache, "key", "old");
        Heard<String> refreshing =
                scene.hear(cache.with(ReadOptions.none().refresh()).get("key"));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
        refreshing.cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("new");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void aRefreshBehindIsNotAbandonedByOneThatJoinedIt() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.whenAbandoned(WhenAbandoned.CANCEL))
                .stale(stale -> stale.revalidate(TTL))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
        scene.hear(cache.with(ReadOptions.none().skipLocal()).get("key")).cancel();

        assertThat(loader.last().isCancelled()).isFalse();
    }

    @Test
    void aCallerWhoseDeadlinePassedKeepsTheLoadGoing() {
        ReactiveCache<String, String> cache = cache(WhenAbandoned.CANCEL);
        Heard<String> late =
                scene.hear(cache.with(ReadOptions.none().timeout(SECOND)).get("key"));
        Heard<String> leaving = scene.hear(cache.get("key"));
        scene.pass(SECOND);
        assertThat(late.error()).isNotNull();
        leaving.cancel();
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("value");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    private ReactiveCache<String, String> cache(WhenAbandoned whenAbandoned) {
        return scene.builder()
                .flight(flight -> flight.whenAbandoned(whenAbandoned))
                .stale(stale -> stale.max(TTL))
                .build();
    }

    private long size(ReactiveCache<String, String> cache) {
        return scene.hear(cache.stats()).values().get(0).localSize();
    }
}
