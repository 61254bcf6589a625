package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MAX_LOAD;
import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Freshness;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How callers wait for a load they share. */
final class FlightWaitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aCallerThatCancelsHearsNothingAndTheOthersHearTheValue() {
        ReactiveCache<String, String> cache = scene.builder().build();
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> second = scene.hear(cache.get("key"));
        Heard<String> third = scene.hear(cache.get("key"));
        leader.cancel();
        third.cancel();
        loader.last().brings("value");

        assertThat(second.values()).containsExactly("value");
        assertThat(leader.isNothing()).isTrue();
        assertThat(third.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void eachCallerHasADeadlineOfItsOwn() {
        ReactiveCache<String, String> cache = scene.builder().build();
        Heard<String> leader = scene.hear(cache.with(within(SECOND)).get("key"));
        Heard<String> patient = scene.hear(cache.get("key"));
        Heard<String> joiner =
                scene.hear(cache.with(within(SECOND.multipliedBy(2))).get("key"));
        scene.pass(SECOND.minus(MILLI));
        assertThat(leader.isNothing()).isTrue();
        scene.pass(MILLI);
        assertLate(leader, SECOND);
        scene.pass(SECOND.minus(MILLI));
        assertThat(joiner.isNothing()).isTrue();
        scene.pass(MILLI);
        assertLate(joiner, SECOND.multipliedBy(2));
        loader.last().brings("value");

        assertThat(patient.values()).containsExactly("value");
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void aDeadlineBeyondTheHardTimeoutChangesNothing() {
        ReactiveCache<String, String> cache =
                scene.builder().flight(flight -> flight.hardTimeout(SECOND)).build();
        Heard<String> caller =
                scene.hear(cache.with(within(SECOND.multipliedBy(5))).get("key"));
        scene.pass(SECOND);

        assertLate(caller, SECOND);
    }

    @Test
    void theHardTimeoutEndsTheWaitAndNotTheLoad() {
        ReactiveCache<String, String> cache =
                scene.builder().flight(flight -> flight.hardTimeout(SECOND)).build();
        Heard<String> caller = scene.hear(cache.get("key"));
        scene.pass(SECOND.minus(MILLI));
        assertThat(caller.isNothing()).isTrue();
        scene.pass(MILLI);
        assertLate(caller, SECOND);
        assertThat(loader.last().isCancelled()).isFalse();
        loader.last().brings("value");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void whoJoinsWaitsForTheWaitTimeoutAndWhoLeadsForTheHardTimeout() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.hardTimeout(SECOND.multipliedBy(5)).waitTimeout(SECOND.multipliedBy(2)))
                .build();
        Heard<String> leader = scene.hear(cache.get("key"));
        scene.pass(SECOND);
        Heard<String> joiner = scene.hear(cache.get("key"));
        scene.pass(SECOND.multipliedBy(2).minus(MILLI));
        assertThat(joiner.isNothing()).isTrue();
        scene.pass(MILLI);
        assertLate(joiner, SECOND.multipliedBy(2));
        scene.pass(SECOND.multipliedBy(2).minus(MILLI));
        assertThat(leader.isNothing()).isTrue();
        scene.pass(MILLI);

        assertLate(leader, SECOND.multipliedBy(5));
        assertThat(loader.last().isCancelled()).isFalse();
    }

    @Test
    void whoJoinsMayWaitLongerThanWhoLeads() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.hardTimeout(SECOND).waitTimeout(SECOND.multipliedBy(5)))
                .build();
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> joiner = scene.hear(cache.get("key"));
        scene.pass(SECOND.multipliedBy(4));
        assertLate(leader, SECOND);
        loader.last().brings("value");

        assertThat(joiner.values()).containsExactly("value");
    }

    @Test
    void aLoadThatTakesTooLongIsCancelledForEveryoneAndFreesTheKey() {
        ReactiveCache<String, String> cache = scene.builder().build();
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> joiner = scene.hear(cache.get("key"));
        scene.pass(MAX_LOAD.minus(MILLI));
        assertThat(leader.isNothing()).isTrue();
        scene.pass(MILLI);

        assertLate(leader, MAX_LOAD);
        assertLate(joiner, MAX_LOAD);
        assertThat(loader.last().isCancelled()).isTrue();
        scene.load(cache, "key", "second");
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void withNothingStaleTheSoftTimeoutPassesUnnoticed() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.softTimeout(SECOND).hardTimeout(SECOND.multipliedBy(3)))
                .stale(stale -> stale.max(TTL))
                .build();
        Heard<String> early = scene.hear(cache.get("early"));
        scene.pass(SECOND.multipliedBy(2));
        loader.last().brings("value");
        assertThat(early.values()).containsExactly("value");
        Heard<String> late = scene.hear(cache.get("late"));
        scene.pass(SECOND.multipliedBy(3).minus(MILLI));
        assertThat(late.isNothing()).isTrue();
        scene.pass(MILLI);

        assertLate(late, SECOND.multipliedBy(3));
    }

    @Test
    void aLoadOverTheLimitIsRefusedByTypeAndLeavesTheOthersAlone() {
        ReactiveCache<String, String> cache =
                scene.builder().flight(flight -> flight.maxFlights(1)).build();
        Heard<String> first = scene.hear(cache.get("first"));
        Heard<String> refused = scene.hear(cache.get("second"));

        assertThat(refused.error())
                .isInstanceOfSatisfying(
                        CacheOverloadedException.class,
                        error -> assertThat(error.limit()).isEqualTo(1));
        assertThat(loader.begun()).isEqualTo(1);
        loader.last().brings("value");
        assertThat(first.values()).containsExactly("value");
        scene.load(cache, "second", "now there is room");
    }

    @Test
    void whereALoadIsRefusedAStaleValueIsAnsweredIfThatIsAllowed() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.maxFlights(1))
                .stale(stale -> stale.max(TTL))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        scene.hear(cache.get("other"));
        Heard<Lookup<String>> refused = scene.hear(cache.lookup("key"));

        assertThat(refused.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("old");
            assertThat(found.freshness()).isEqualTo(Freshness.FAILED);
        });
        assertThat(loader.begun()).isEqualTo(2);
    }

    private static ReadOptions within(Duration timeout) {
        return ReadOptions.none().timeout(timeout);
    }

    private static void assertLate(Heard<?> caller, Duration limit) {
        assertThat(caller.values()).isEmpty();
        assertThat(caller.error())
                .isInstanceOfSatisfying(
                        LoadTimeoutException.class,
                        late -> assertThat(late.limit()).isEqualTo(limit));
    }
}
