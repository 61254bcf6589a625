package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MAX_LOAD;
import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refreshes behind readers who have their answer. */
final class RefreshTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration THROTTLE = Duration.ofSeconds(20);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> revalidating = scene.builder()
            .stale(stale -> stale.revalidate(WINDOW).throttle(THROTTLE))
            .build();
    private final ReactiveCache<String, String> eager =
            scene.builder().stale(stale -> stale.eager(0.8).throttle(THROTTLE)).build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void manyReadersOfAStaleValueAreAnsweredAtOnceAndShareOneRefresh() {
        scene.load(revalidating, "key", "old");
        scene.pass(TTL);
        for (int i = 0; i < 100; i++) {
            assertFound(scene.hear(revalidating.lookup("key")), "old", Freshness.REVALIDATING);
        }
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertFound(scene.hear(revalidating.lookup("key")), "new", Freshness.FRESH);
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aValueIsAnsweredAtOnceToTheEndOfTheWindowAndWaitedForAfterIt() {
        scene.load(revalidating, "within", "old");
        scene.load(revalidating, "after", "old");
        scene.pass(TTL.plus(WINDOW).minus(MILLI));
        assertFound(scene.hear(revalidating.lookup("within")), "old", Freshness.REVALIDATING);
        scene.pass(MILLI);

        assertThat(scene.hear(revalidating.get("after")).isNothing()).isTrue();
    }

    @Test
    void aRefreshThatOutlivesTheWindowIsWaitedFor() {
        scene.load(revalidating, "key", "old");
        scene.pass(TTL.plus(WINDOW).minus(MILLI));
        scene.hear(revalidating.get("key"));
        scene.pass(MILLI);
        Heard<String> late = scene.hear(revalidating.get("key"));
        assertThat(late.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertThat(late.values()).containsExactly("new");
    }

    @Test
    void aRevalidationThatFailsWaitsForTheThrottleAndSaysSo() {
        scene.load(revalidating, "key", "old");
        scene.pass(TTL);
        scene.hear(revalidating.get("key"));
        loader.last().fails("down");
        assertFound(scene.hear(revalidating.lookup("key")), "old", Freshness.THROTTLED);
        scene.pass(THROTTLE.minus(MILLI));
        scene.hear(revalidating.get("key"));
        assertThat(loader.begun()).isEqualTo(2);
        scene.pass(MILLI);

        assertFound(scene.hear(revalidating.lookup("key")), "old", Freshness.REVALIDATING);
        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void aRefreshThatHangsIsEndedAndAnotherOneBeginsAfterTheThrottle() {
        scene.load(revalidating, "key", "old");
        scene.pass(TTL);
        scene.hear(revalidating.get("key"));
        scene.pass(MAX_LOAD);
        assertThat(loader.last().isCancelled()).isTrue();
        scene.pass(THROTTLE);
        scene.hear(revalidating.get("key"));

        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void anEagerRefreshBeginsWithTheFirstReadFromItsPartOfTheTtlOn() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.multipliedBy(8).dividedBy(10).minus(MILLI));
        scene.hear(eager.get("key"));
        assertThat(loader.begun()).isEqualTo(1);
        scene.pass(MILLI);
        for (int i = 0; i < 10; i++) {
            assertFound(scene.hear(eager.lookup("key")), "old", Freshness.FRESH);
        }
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertFound(scene.hear(eager.lookup("key")), "new", Freshness.FRESH);
        scene.pass(TTL.multipliedBy(8).dividedBy(10).minus(MILLI));
        assertFound(scene.hear(eager.lookup("key")), "new", Freshness.FRESH);
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aRefreshThatFailsLeavesTheFreshEntryAndWaitsForTheThrottle() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.multipliedBy(8).dividedBy(10));
        scene.hear(eager.get("key"));
        loader.last().fails("down");
        scene.pass(THROTTLE.minus(MILLI));
        assertFound(scene.hear(eager.lookup("key")), "old", Freshness.FRESH);
        assertThat(loader.begun()).isEqualTo(2);
        scene.pass(MILLI);
        assertFound(scene.hear(eager.lookup("key")), "old", Freshness.FRESH);

        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void aFreshEntryWhoseRefreshFailedEndsWhenItWouldHave() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.minus(MILLI));
        scene.hear(eager.get("key"));
        loader.last().fails("down");
        scene.pass(MILLI);

        assertThat(scene.hear(eager.get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void aRefreshThatOutlivesTheValueIsWaitedFor() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.minus(MILLI));
        assertThat(scene.hear(eager.get("key")).values()).containsExactly("old");
        scene.pass(MILLI);
        Heard<String> late = scene.hear(eager.get("key"));
        assertThat(late.isNothing()).isTrue();
        loader.last().brings("new");

        assertThat(late.values()).containsExactly("new");
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void invalidatingDuringARefreshTakesTheFormerValueAndTheLateOne() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.multipliedBy(8).dividedBy(10));
        scene.hear(eager.get("key"));
        scene.hear(eager.invalidate("key"));
        Heard<String> next = scene.hear(eager.get("key"));
        assertThat(next.isNothing()).isTrue();
        loader.load(1).brings("late");
        assertThat(next.isNothing()).isTrue();
        loader.load(2).brings("new");

        assertThat(next.values()).containsExactly("new");
        assertFound(scene.hear(eager.lookup("key")), "new", Freshness.FRESH);
    }

    @Test
    void puttingDuringARefreshIsNotUndoneByIt() {
        scene.load(eager, "key", "old");
        scene.pass(TTL.multipliedBy(8).dividedBy(10));
        scene.hear(eager.get("key"));
        scene.hear(eager.put("key", "put"));
        loader.last().brings("late");

        assertThat(scene.hear(eager.get("key")).values()).containsExactly("put");
    }

    @Test
    void valuesThatTookLongToLoadAreRefreshedEarlyWithAHighBeta() {
        ReactiveCache<String, String> early =
                scene.builder().stale(stale -> stale.early(1_000)).build();
        loadSlowly(early, "key");
        for (int i = 0; i < 1_000 && loader.begun() == 1; i++) {
            assertFound(scene.hear(early.lookup("key")), "slow", Freshness.FRESH);
        }

        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void withoutBetaNothingIsRefreshedEarly() {
        ReactiveCache<String, String> never =
                scene.builder().stale(stale -> stale.early(0)).build();
        loadSlowly(never, "key");
        scene.pass(TTL.minus(MILLI));
        for (int i = 0; i < 1_000; i++) {
            scene.hear(never.get("key"));
        }

        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void valuesThatTookNoTimeToLoadAreNotRefreshedEarly() {
        ReactiveCache<String, String> early =
                scene.builder().stale(stale -> stale.early(1_000)).build();
        scene.load(early, "key", "quick");
        scene.pass(TTL.minus(MILLI));
        for (int i = 0; i < 1_000; i++) {
            scene.hear(early.get("key"));
        }

        assertThat(loader.begun()).isEqualTo(1);
    }

    private void loadSlowly(ReactiveCache<String, String> cache, String key) {
        scene.hear(cache.get(key));
        scene.pass(Duration.ofSeconds(5));
        loader.last().brings("slow");
    }

    private static void assertFound(Heard<Lookup<String>> caller, String value, Freshness freshness) {
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo(value);
            assertThat(found.freshness()).isEqualTo(freshness);
        });
    }
}
