package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MAX_LOAD;
import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Freshness;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import io.reactivecache.fixture.ScriptedLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What single reads do otherwise than the cache is set to. */
final class ReadWithOptionsTest {

    private static final ReadOptions NONE = ReadOptions.none();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ScriptedLog log = new ScriptedLog();
    private final ReactiveCache<String, String> cache = scene.builder().build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void refreshLoadsAnewAndKeepsWhatItFinds() {
        scene.load(cache, "key", "old");
        Heard<Lookup<String>> refreshed = scene.hear(cache.with(NONE.refresh()).lookup("key"));
        assertThat(refreshed.isNothing()).isTrue();
        loader.last().brings("new");

        assertThat(refreshed.values())
                .singleElement()
                .satisfies(found -> assertThat(found.source()).isEqualTo(Source.LOADED));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void otherReadersAreAnsweredTheFreshValueWhileOneRefreshes() {
        scene.load(cache, "key", "old");
        scene.hear(cache.with(NONE.refresh()).get("key"));

        assertThat(scene.hear(cache.lookup("key")).values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("old");
            assertThat(found.freshness()).isEqualTo(Freshness.FRESH);
        });
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aRefreshThatFailsIsAnErrorToItsCallerAndLeavesTheFreshEntry() {
        scene.load(cache, "key", "old");
        Heard<String> refreshed = scene.hear(cache.with(NONE.refresh()).get("key"));
        loader.last().fails("down");

        assertThat(refreshed.error()).hasMessage("down");
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
    }

    @Test
    void refreshDoesNotHeedTheThrottle() {
        ReactiveCache<String, String> forgiving =
                scene.builder().stale(stale -> stale.max(TTL)).build();
        scene.load(forgiving, "key", "old");
        scene.pass(TTL);
        scene.hear(forgiving.get("key"));
        loader.last().fails("down");
        scene.hear(forgiving.with(NONE.refresh()).get("key"));

        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void skipLocalLoadsThoughTheLocalTierHasTheValueAndKeepsWhatItFinds() {
        scene.load(cache, "key", "old");
        scene.hear(cache.with(NONE.skipLocal()).get("key"));
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("new");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void skipLocalIsNotAnsweredTheLocalValueIfTheLoadFails() {
        scene.load(cache, "key", "old");
        Heard<String> caller = scene.hear(cache.with(NONE.skipLocal()).get("key"));
        loader.last().fails("down");

        assertThat(caller.error()).hasMessage("down");
    }

    @Test
    void localOnlyIsAnsweredWhatIsThereAndLoadsNothing() {
        assertThat(scene.hear(cache.with(NONE.localOnly()).get("key")).isEmpty())
                .isTrue();
        scene.load(cache, "key", "value");
        assertThat(scene.hear(cache.with(NONE.localOnly()).lookup("key")).values())
                .singleElement()
                .satisfies(found -> assertThat(found.source()).isEqualTo(Source.LOCAL));
        scene.pass(TTL);

        assertThat(scene.hear(cache.with(NONE.localOnly()).get("key")).isEmpty())
                .isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void localOnlyIsAnsweredTheFormerValueWhileItIsRefreshedAndWaitsForNoLoad() {
        scene.hear(cache.get("loading"));
        scene.load(cache, "refreshing", "old");
        scene.hear(cache.with(NONE.refresh()).get("refreshing"));

        assertThat(scene.hear(cache.with(NONE.localOnly()).get("loading")).isEmpty())
                .isTrue();
        assertThat(scene.hear(cache.with(NONE.localOnly()).get("refreshing")).values())
                .containsExactly("old");
    }

    @Test
    void withoutARemoteTierRemoteOnlyFindsNothingAndLoadsNothing() {
        scene.load(cache, "key", "value");

        assertThat(scene.hear(cache.with(NONE.remoteOnly()).get("key")).isEmpty())
                .isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void staleIfErrorOfTheCallerTakesThePlaceOfTheCaches() {
        ReactiveCache<String, String> forgiving =
                scene.builder().stale(stale -> stale.max(TTL)).build();
        scene.load(forgiving, "key", "old");
        scene.pass(TTL.plusSeconds(1));
        Heard<String> strict =
                scene.hear(forgiving.with(NONE.staleIfError(SECOND)).get("key"));
        Heard<String> mild =
                scene.hear(forgiving.with(NONE.staleIfError(SECOND.plus(MILLI))).get("key"));
        loader.last().fails("down");

        assertThat(strict.error()).hasMessage("down");
        assertThat(mild.values()).containsExactly("old");
    }

    @Test
    void staleIfErrorOfZeroWaitsForALoadThoughTheThrottleLasts() {
        ReactiveCache<String, String> forgiving =
                scene.builder().stale(stale -> stale.max(TTL)).build();
        scene.load(forgiving, "key", "old");
        scene.pass(TTL);
        scene.hear(forgiving.get("key"));
        loader.last().fails("down");
        Heard<String> strict =
                scene.hear(forgiving.with(NONE.staleIfError(Duration.ZERO)).get("key"));

        assertThat(strict.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void staleIfErrorOfARefreshIsAnsweredTheFormerValue() {
        scene.load(cache, "key", "old");
        Heard<Lookup<String>> refreshed =
                scene.hear(cache.with(NONE.refresh().staleIfError(SECOND)).lookup("key"));
        loader.last().fails("down");

        assertThat(refreshed.values())
                .singleElement()
                .satisfies(found -> assertThat(found.freshness()).isEqualTo(Freshness.FAILED));
    }

    @Test
    void aPositionThatIsAppliedIsReadAsAnyOther() {
        ReactiveCache<String, String> following = following();
        scene.load(following, "key", "value");

        assertThat(scene.hear(following.with(notBefore(0)).get("key")).values()).containsExactly("value");
    }

    @Test
    void aPositionThatIsNotAppliedIsLoadedForItsCallerAloneAndKeptNowhere() {
        ReactiveCache<String, String> following = following();
        scene.load(following, "key", "old");
        Heard<Lookup<String>> ahead = scene.hear(following.with(notBefore(1)).lookup("key"));
        Heard<Lookup<String>> other = scene.hear(following.with(notBefore(1)).lookup("key"));
        assertThat(loader.begun()).isEqualTo(3);
        assertThat(loader.last().request().previous()).isEmpty();
        loader.load(1).brings("one");
        loader.load(2).brings("two");

        assertFound(ahead, "one", Source.LOADED);
        assertFound(other, "two", Source.LOADED);
        assertThat(scene.hear(following.get("key")).values()).containsExactly("old");
    }

    @Test
    void aPositionOfAnotherEpochOrPartitionIsNotApplied() {
        ReactiveCache<String, String> following = following();
        scene.load(following, "key", "old");
        List.of(new Position(ScriptedLog.EPOCH + 1, 0, 0), new Position(ScriptedLog.EPOCH, 1, 0))
                .forEach(foreign ->
                        scene.hear(following.with(NONE.notBefore(foreign)).get("key")));

        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void beforeTheLogIsFollowedNoPositionIsApplied() {
        ReactiveCache<String, String> unready = scene.builder().log(log).build();
        scene.hear(unready.with(notBefore(-1)).get("key"));
        scene.hear(unready.with(notBefore(-1)).get("key"));

        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void whoWantsOneTierOnlyIsNotLoadedForWhateverThePosition() {
        ReactiveCache<String, String> following = following();
        scene.load(following, "key", "old");

        assertThat(scene.hear(following.with(notBefore(1).localOnly()).get("key"))
                        .isEmpty())
                .isTrue();
        assertThat(scene.hear(following.with(notBefore(1).remoteOnly()).get("key"))
                        .isEmpty())
                .isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void cancellingAReadForOneCallerAloneCancelsItsLoad() {
        ReactiveCache<String, String> following = following();
        scene.hear(following.with(notBefore(1)).get("key")).cancel();

        assertThat(loader.last().isCancelled()).isTrue();
    }

    @Test
    void aReadForOneCallerAloneIsBoundAsEveryLoadIs() {
        ReactiveCache<String, String> narrow =
                scene.builder().log(log).flight(flight -> flight.maxFlights(1)).build();
        log.reset(0);
        Heard<String> first = scene.hear(narrow.with(notBefore(1)).get("key"));
        assertThat(scene.hear(narrow.with(notBefore(1)).get("key")).error())
                .isInstanceOf(CacheOverloadedException.class);
        scene.pass(MAX_LOAD);

        assertThat(first.error()).isInstanceOf(LoadTimeoutException.class);
        assertThat(loader.last().isCancelled()).isTrue();
    }

    @Test
    void aReadForOneCallerAloneKeepsItsDeadlineAndThatOfTheCache() {
        ReactiveCache<String, String> hasty = scene.builder()
                .log(log)
                .flight(flight -> flight.hardTimeout(SECOND.multipliedBy(3)))
                .build();
        log.reset(0);
        Heard<String> own = scene.hear(hasty.with(notBefore(1).timeout(SECOND)).get("key"));
        Heard<String> given = scene.hear(hasty.with(notBefore(1)).get("key"));
        scene.pass(SECOND);
        assertLate(own, SECOND);
        assertThat(given.isNothing()).isTrue();
        scene.pass(SECOND.multipliedBy(2));

        assertLate(given, SECOND.multipliedBy(3));
    }

    @Test
    void everyReadWithOptionsIsRefusedOnceTheCacheIsClosed() {
        scene.load(cache, "key", "value");
        scene.hear(cache.close());
        List.of(NONE.refresh(), NONE.skipLocal(), NONE.skipRemote(), NONE.localOnly(), NONE.remoteOnly(), notBefore(9))
                .forEach(options -> assertThat(
                                scene.hear(cache.with(options).get("key")).error())
                        .isInstanceOf(CacheClosedException.class));
    }

    private ReactiveCache<String, String> following() {
        ReactiveCache<String, String> following = scene.builder().log(log).build();
        log.reset(0);
        return following;
    }

    private static ReadOptions notBefore(long offset) {
        return NONE.notBefore(new Position(ScriptedLog.EPOCH, 0, offset));
    }

    private static void assertFound(Heard<Lookup<String>> caller, String value, Source source) {
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo(value);
            assertThat(found.source()).isEqualTo(source);
        });
    }

    private static void assertLate(Heard<String> caller, Duration limit) {
        assertThat(caller.error())
                .isInstanceOfSatisfying(
                        LoadTimeoutException.class,
                        late -> assertThat(late.limit()).isEqualTo(limit));
    }
}
