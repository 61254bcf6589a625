package io.reactivecache.builder;

import static io.reactivecache.builder.Outage.MAX;
import static io.reactivecache.builder.Outage.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheIsolatedException;
import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.config.WhenIsolated;
import io.reactivecache.fixture.ExactKeyFilter;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a node answers that is out of touch with the log. */
final class IsolatedReadsTest {

    private final Outage outage = new Outage();
    private final Scene scene = outage.scene;
    private final ScriptedLoader loader = scene.loader();

    @AfterEach
    void close() {
        outage.close();
    }

    @Test
    void whatItHasIsLoadedAnewAndReadersShareTheLoad() {
        ReactiveCache<String, String> cache = isolated(builder -> builder);
        Heard<String> one = scene.hear(cache.get("key"));
        Heard<String> other = scene.hear(cache.get("key"));
        loader.last().brings("new");

        assertThat(loader.begun()).isEqualTo(2);
        assertThat(one.values()).containsExactly("new");
        assertThat(other.values()).containsExactly("new");
    }

    @Test
    void whatWasLoadedMeanwhileAnswersForTheBoundFromWhenItsLoadBegan() {
        ReactiveCache<String, String> cache = isolated(builder -> builder);
        Heard<String> first = scene.hear(cache.get("key"));
        outage.pass(Duration.ofSeconds(2));
        loader.last().brings("new");
        outage.pass(MAX.minusSeconds(2).minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
        outage.pass(MILLI);
        Heard<String> late = scene.hear(cache.get("key"));

        assertThat(first.values()).containsExactly("new");
        assertThat(late.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(3);
    }

    @Test
    void aLoadThatBeganLongerAgoIsNotSharedAnyMore() {
        ReactiveCache<String, String> cache = isolated(builder -> builder);
        Heard<String> first = scene.hear(cache.get("key"));
        outage.pass(MAX.minus(MILLI));
        Heard<String> joined = scene.hear(cache.get("key"));
        assertThat(loader.begun()).isEqualTo(2);
        outage.pass(MILLI);
        Heard<String> own = scene.hear(cache.get("key"));
        assertThat(loader.begun()).isEqualTo(3);
        loader.load(1).brings("older");

        assertThat(first.values()).containsExactly("older");
        assertThat(joined.values()).containsExactly("older");
        assertThat(own.isNothing()).isTrue();
        loader.load(2).brings("newer");
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("newer");
    }

    @Test
    void aLoadThatBeganBeforeTheIsolationIsNotShared() {
        ReactiveCache<String, String> cache = outage.cache(builder -> builder);
        outage.hangs();
        outage.pass(MAX.minus(MILLI));
        Heard<String> before = scene.hear(cache.get("key"));
        outage.pass(MILLI);
        Heard<String> own = scene.hear(cache.get("key"));
        loader.load(0).brings("older");

        assertThat(before.values()).containsExactly("older");
        assertThat(own.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void noStaleValueTakesThePlaceOfOneThatCannotBeLoaded() {
        ReactiveCache<String, String> cache =
                isolated(builder -> builder.stale(stale -> stale.max(Duration.ofHours(1))));
        Heard<String> failed = scene.hear(cache.get("key"));
        loader.last().fails("down");
        Heard<String> again = scene.hear(cache.get("key"));

        assertThat(failed.error()).hasMessage("down");
        assertThat(again.isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(3);
    }

    /** It is still right by the log as far as this node knows, and answers when it is in touch again. */
    @Test
    void whatCouldNotBeLoadedAnewIsStillThereAfterwardsAndNoYounger() {
        ReactiveCache<String, String> cache = isolated(builder -> builder);
        scene.hear(cache.get("key"));
        loader.last().fails("down");
        assertThat(localOnly(cache).isEmpty()).isTrue();
        outage.recovers();
        outage.pass(MAX);

        assertThat(localOnly(cache).values()).containsExactly("value");
    }

    @Test
    void aDefaultIsAnsweredAllTheSame() {
        ReactiveCache<String, String> cache = isolated(builder -> builder.defaultValue(key -> Optional.of("none")));
        Heard<Lookup<String>> failed = scene.hear(cache.lookup("other"));
        loader.last().fails("down");

        assertThat(failed.values())
                .singleElement()
                .extracting(Lookup::freshness)
                .isEqualTo(Freshness.DEFAULT);
    }

    @Test
    void aKeyTheFilterDoesNotKnowMayHaveComeMeanwhile() {
        ExactKeyFilter filter = new ExactKeyFilter();
        ReactiveCache<String, String> cache =
                isolated(builder -> builder.allKeys(() -> Flux.just("key")).keyFilter(filter));
        Heard<String> unknown = scene.hear(cache.get("unknown"));
        loader.last().brings("there");

        assertThat(unknown.values()).containsExactly("there");
    }

    @Test
    void theLocalTierAloneAnswersNothing() {
        ReactiveCache<String, String> cache = isolated(builder -> builder);

        assertThat(localOnly(cache).isEmpty()).isTrue();
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void aCacheSetToServeStaleAnswersWhatItHasAndSaysSo() {
        ReactiveCache<String, String> cache = isolated(setTo(WhenIsolated.SERVE_STALE));
        Heard<Lookup<String>> heard = scene.hear(cache.lookup("key"));

        assertThat(heard.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("value");
            assertThat(found.source()).isEqualTo(Source.LOCAL);
            assertThat(found.freshness()).isEqualTo(Freshness.ISOLATED);
        });
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void aCacheSetToFailTellsForHowLongItIsOutOfTouch() {
        ReactiveCache<String, String> cache = isolated(setTo(WhenIsolated.FAIL));

        assertThat(scene.hear(cache.get("key")).error())
                .isInstanceOfSatisfying(CacheIsolatedException.class, isolated -> {
                    assertThat(isolated.staleness()).contains(MAX);
                    assertThat(isolated.maxStaleness()).isEqualTo(MAX);
                });
        Heard<?> bulk = scene.hear(cache.getAll(List.of("key", "other")));
        assertThat(bulk.values()).hasSize(1);
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void aCacheSetToFailLoadsWhileItStarts() {
        ReactiveCache<String, String> cache = outage.starting(setTo(WhenIsolated.FAIL));
        Heard<String> heard = scene.hear(cache.get("key"));
        loader.last().brings("value");

        assertThat(heard.values()).containsExactly("value");
    }

    private static UnaryOperator<CacheBuilder<String, String>> setTo(WhenIsolated policy) {
        return builder -> builder.staleness(staleness -> staleness.whenIsolated(policy));
    }

    /** A cache that has a value for the key, and has been out of touch for exactly the bound. */
    private ReactiveCache<String, String> isolated(UnaryOperator<CacheBuilder<String, String>> settings) {
        ReactiveCache<String, String> cache = outage.cache(settings);
        scene.load(cache, "key", "value");
        outage.hangs();
        outage.pass(MAX);
        return cache;
    }

    private Heard<String> localOnly(ReactiveCache<String, String> cache) {
        return scene.hear(cache.with(ReadOptions.none().localOnly()).get("key"));
    }
}
