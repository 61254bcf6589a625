package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.LoadResult;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Loaders that decide how long a value is kept. */
final class AdaptiveLoadTest {

    private static final Duration SHORT = Duration.ofSeconds(7);
    private static final Duration OTHER = Duration.ofSeconds(20);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> cache =
            scene.builder().ttl(ttl -> ttl.absent(TTL)).build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void theLoadersTtlTakesThePlaceOfTheCaches() {
        scene.hear(cache.get("short"));
        loader.last().brings(LoadResult.of("short").ttl(SHORT));
        scene.hear(cache.get("long"));
        loader.last().brings(LoadResult.of("long").ttl(TTL.multipliedBy(2)));

        assertEndsAfter("short", SHORT);
        assertEndsAfter("long", TTL.multipliedBy(2).minus(SHORT));
    }

    @Test
    void theLoadersTtlOfTheLocalTierCountsThereAndThatOfTheRemoteTierDoesNot() {
        scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.of("value").localTtl(SHORT).remoteTtl(OTHER));

        assertEndsAfter("key", SHORT);
    }

    @Test
    void theCallersTtlTakesThePlaceOfTheCaches() {
        scene.hear(cache.with(ReadOptions.none().ttl(SHORT)).get("key"));
        loader.last().brings("value");

        assertEndsAfter("key", SHORT);
    }

    @Test
    void theLoadersTtlTakesThePlaceOfTheCallers() {
        scene.hear(cache.with(ReadOptions.none().ttl(OTHER)).get("key"));
        loader.last().brings(LoadResult.of("value").ttl(SHORT));

        assertEndsAfter("key", SHORT);
    }

    @Test
    void theTtlOfACallerThatJoinsChangesNothing() {
        scene.hear(cache.get("key"));
        scene.hear(cache.with(ReadOptions.none().ttl(SHORT)).get("key"));
        loader.last().brings("value");

        assertEndsAfter("key", TTL);
    }

    @Test
    void aTtlOfZeroAnswersThoseWhoWaitAndKeepsNothing() {
        Heard<Lookup<String>> leader = scene.hear(cache.lookup("key"));
        Heard<Lookup<String>> joiner = scene.hear(cache.lookup("key"));
        loader.last().brings(LoadResult.of("value").ttl(Duration.ZERO));

        assertThat(List.of(leader, joiner))
                .allSatisfy(caller -> assertThat(caller.values())
                        .singleElement()
                        .satisfies(found -> assertThat(found.source()).isEqualTo(Source.LOADED)));
        assertThat(size()).isZero();
        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void aTtlOfZeroIsNotKeptForAStaleAnswerEither() {
        ReactiveCache<String, String> forgiving =
                scene.builder().stale(stale -> stale.max(TTL)).build();
        scene.hear(forgiving.get("key"));
        loader.last().brings(LoadResult.of("value").ttl(Duration.ZERO));
        Heard<String> next = scene.hear(forgiving.get("key"));
        loader.last().fails("down");

        assertThat(next.error()).hasMessage("down");
    }

    @Test
    void aTtlOfZeroTakesAwayWhatWasThere() {
        scene.load(cache, "key", "old");
        scene.hear(cache.with(ReadOptions.none().refresh()).get("key"));
        loader.last().brings(LoadResult.of("new").ttl(Duration.ZERO));

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void anAbsenceIsRememberedForAsLongAsItsLoaderSays() {
        scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.<String>absent().ttl(SHORT));
        scene.pass(SHORT.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).isEmpty()).isTrue();
        scene.pass(MILLI);

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void anAbsenceIsNotRememberedIfItsLoaderSaysSo() {
        Heard<String> caller = scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.<String>absent().ttl(Duration.ZERO));
        assertThat(caller.isEmpty()).isTrue();

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void aResultOverALimitIsTheCallersErrorAndKeepsNothing() {
        ReactiveCache<String, String> tagging = scene.builder()
                .entryLoader(request ->
                        Mono.fromSupplier(() -> LoadResult.of("value").tags(Collections.singleton("t".repeat(256)))))
                .build();
        Heard<String> caller = scene.hear(tagging.get("key"));

        assertThat(caller.error())
                .isInstanceOf(InvalidEntryException.class)
                .hasMessage("tag: 256 bytes (expected: <= 255 bytes)");
        assertThat(scene.hear(tagging.stats()).values().get(0).localSize()).isZero();
    }

    private void assertEndsAfter(String key, Duration ttl) {
        scene.pass(ttl.minus(MILLI));
        assertThat(scene.hear(cache.get(key)).values()).hasSize(1);
        scene.pass(MILLI);
        assertThat(scene.hear(cache.get(key)).isNothing()).isTrue();
    }

    private long size() {
        return scene.hear(cache.stats()).values().get(0).localSize();
    }
}
