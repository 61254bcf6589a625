package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.LoadRequest.Previous;
import io.reactivecache.LoadResult;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loaders that may find what was there still right. */
final class ConditionalLoadTest {

    private static final ReadOptions REFRESH = ReadOptions.none().refresh();

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> cache = scene.builder()
            .ttl(ttl -> ttl.absent(TTL))
            .stale(stale -> stale.max(TTL))
            .build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void theFirstLoadIsGivenNoPreviousValue() {
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().key()).isEqualTo("key");
        assertThat(loader.last().request().previous()).isEmpty();
    }

    @Test
    void aLoadIsGivenTheStaleValueItsValidatorAndItsAge() {
        loadTagged("old", "v1");
        scene.pass(TTL.plusSeconds(3));
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().previous())
                .contains(new Previous<>("old", Optional.of("v1"), TTL.plusSeconds(3)));
    }

    @Test
    void aRefreshIsGivenTheFreshValue() {
        loadTagged("fresh", "v1");
        scene.pass(Duration.ofSeconds(3));
        scene.hear(cache.with(REFRESH).get("key"));

        assertThat(loader.last().request().previous())
                .contains(new Previous<>("fresh", Optional.of("v1"), Duration.ofSeconds(3)));
    }

    @Test
    void aValueThatWasPutHasNoValidator() {
        scene.hear(cache.put("key", "put"));
        scene.hear(cache.with(REFRESH).get("key"));

        assertThat(loader.last().request().previous()).contains(new Previous<>("put", Optional.empty(), Duration.ZERO));
    }

    @Test
    void aValueThatIsOverIsNoPreviousValue() {
        loadTagged("old", "v1");
        scene.pass(TTL.multipliedBy(2));
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().previous()).isEmpty();
    }

    @Test
    void whatWasInvalidatedIsNoPreviousValue() {
        loadTagged("old", "v1");
        scene.hear(cache.invalidate("key"));
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().previous()).isEmpty();
    }

    @Test
    void anAbsenceIsNoPreviousValue() {
        scene.hear(cache.get("key"));
        loader.last().findsNothing();
        scene.hear(cache.with(REFRESH).get("key"));

        assertThat(loader.last().request().previous()).isEmpty();
    }

    @Test
    void notModifiedRenewsTheTtlTheStampAndKeepsTheValidator() {
        loadTagged("value", "v1");
        scene.hear(cache.invalidate("other"));
        scene.pass(TTL);
        Heard<Lookup<String>> caller = scene.hear(cache.lookup("key"));
        loader.last().brings(LoadResult.notModified());
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("value");
            assertThat(found.source()).isEqualTo(Source.LOADED);
            assertThat(found.age()).isZero();
            assertThat(found.stamp())
                    .hasValueSatisfying(stamp -> assertThat(stamp.offset()).isZero());
        });
        scene.pass(TTL.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        scene.pass(MILLI);
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().previous()).contains(new Previous<>("value", Optional.of("v1"), TTL));
    }

    @Test
    void notModifiedMayBringANewValidatorAndATtl() {
        loadTagged("value", "v1");
        scene.pass(TTL);
        scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.<String>notModified().validator("v2").ttl(Duration.ofSeconds(5)));
        scene.pass(Duration.ofSeconds(5).minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        scene.pass(MILLI);
        scene.hear(cache.get("key"));

        assertThat(loader.last().request().previous())
                .hasValueSatisfying(previous -> assertThat(previous.validator()).contains("v2"));
    }

    @Test
    void notModifiedWithoutAPreviousValueIsAnErrorThatSaysSo() {
        assertNothingToModify(scene.hear(cache.get("key")));
    }

    @Test
    void notModifiedWhereOnlyAnAbsenceWasKnownIsTheSameError() {
        scene.hear(cache.get("key"));
        loader.last().findsNothing();
        scene.pass(TTL);

        assertNothingToModify(scene.hear(cache.get("key")));
    }

    @Test
    void notModifiedInARefreshOfAnAbsenceIsTheSameError() {
        ReactiveCache<String, String> strict =
                scene.builder().ttl(ttl -> ttl.absent(TTL)).build();
        scene.hear(strict.get("key"));
        loader.last().findsNothing();

        assertNothingToModify(scene.hear(strict.with(REFRESH).get("key")));
    }

    @Test
    void notModifiedWhereOnlyADefaultWasAnsweredIsTheSameError() {
        ReactiveCache<String, String> defaulting =
                scene.builder().defaultValue(key -> Optional.of("default")).build();
        scene.hear(defaulting.get("key"));
        loader.last().fails("down");
        Heard<String> refreshed = scene.hear(defaulting.with(REFRESH).get("key"));
        assertThat(loader.last().request().previous()).isEmpty();
        loader.last().brings(LoadResult.notModified());

        assertThat(refreshed.values()).containsExactly("default");
    }

    private void assertNothingToModify(Heard<String> caller) {
        loader.last().brings(LoadResult.notModified());

        assertThat(caller.error())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("loader: not modified (expected: a value, none was given to it)");
    }

    private void loadTagged(String value, String validator) {
        scene.hear(cache.get("key"));
        loader.last().brings(LoadResult.of(value).validator(validator));
    }
}
