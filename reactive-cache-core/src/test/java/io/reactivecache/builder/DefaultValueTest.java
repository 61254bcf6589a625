package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The value that is answered in place of one that could not be loaded. */
final class DefaultValueTest {

    private static final Duration THROTTLE = Duration.ofSeconds(20);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> cache = scene.builder()
            .stale(stale -> stale.throttle(THROTTLE))
            .defaultValue(key -> Optional.of("default of " + key))
            .build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aFirstLoadThatFailsIsAnsweredByTheDefaultToAllWhoWait() {
        Heard<Lookup<String>> leader = scene.hear(cache.lookup("key"));
        Heard<Lookup<String>> joiner = scene.hear(cache.lookup("key"));
        loader.last().fails("down");

        assertDefault(leader);
        assertDefault(joiner);
    }

    @Test
    void theDefaultIsKeptForTheThrottleAndNoLonger() {
        scene.hear(cache.get("key"));
        loader.last().fails("down");
        scene.pass(THROTTLE.minus(MILLI));
        assertDefault(scene.hear(cache.lookup("key")));
        assertThat(loader.begun()).isEqualTo(1);
        scene.pass(MILLI);
        Heard<String> next = scene.hear(cache.get("key"));
        assertThat(next.isNothing()).isTrue();
        loader.last().brings("value");

        assertThat(next.values()).containsExactly("value");
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aLoadThatSucceedsTakesThePlaceOfTheDefault() {
        scene.hear(cache.get("key"));
        loader.last().fails("down");
        scene.pass(THROTTLE);
        scene.load(cache, "key", "value");
        scene.pass(TTL.minus(MILLI));

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    @Test
    void aPutTakesThePlaceOfTheDefaultAndAnInvalidationEndsIt() {
        scene.hear(cache.get("put"));
        loader.last().fails("down");
        scene.hear(cache.get("invalidated"));
        loader.last().fails("down");
        scene.hear(cache.put("put", "value"));
        scene.hear(cache.invalidate("invalidated"));

        assertThat(scene.hear(cache.get("put")).values()).containsExactly("value");
        assertThat(scene.hear(cache.get("invalidated")).isNothing()).isTrue();
    }

    @Test
    void withoutAThrottleEachReadTriesAndIsAnsweredTheDefaultAllTheSame() {
        ReactiveCache<String, String> eager = scene.builder()
                .stale(stale -> stale.throttle(Duration.ZERO))
                .defaultValue(key -> Optional.of("default of " + key))
                .build();
        for (int loads = 1; loads < 4; loads++) {
            Heard<Lookup<String>> caller = scene.hear(eager.lookup("key"));
            assertThat(loader.begun()).isEqualTo(loads);
            loader.last().fails("down");
            assertDefault(caller);
        }
    }

    @Test
    void aKeyWithoutADefaultHearsWhyItsLoadFailed() {
        assertHears(scene.builder().defaultValue(key -> Optional.empty()).build());
    }

    @Test
    void aDefaultThatCannotBeMadeIsNone() {
        assertHears(scene.builder()
                .defaultValue(key -> {
                    throw new UnsupportedOperationException("default");
                })
                .build());
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless function gives
    void aDefaultThatIsNullIsNone() {
        assertHears(scene.builder().defaultValue(key -> null).build());
    }

    @Test
    void aLoadThatIsRefusedIsAnsweredByTheDefault() {
        ReactiveCache<String, String> narrow = scene.builder()
                .flight(flight -> flight.maxFlights(1))
                .defaultValue(key -> key.equals("key") ? Optional.of("default of key") : Optional.empty())
                .build();
        scene.hear(narrow.get("other"));

        assertDefault(scene.hear(narrow.lookup("key")));
        assertThat(scene.hear(narrow.get("third")).error()).isInstanceOf(CacheOverloadedException.class);
    }

    @Test
    void anAbsenceIsNoFailure() {
        Heard<String> caller = scene.hear(cache.get("key"));
        loader.last().findsNothing();

        assertThat(caller.isEmpty()).isTrue();
    }

    private void assertHears(ReactiveCache<String, String> other) {
        Heard<String> caller = scene.hear(other.get("key"));
        loader.last().fails("down");

        assertThat(caller.error()).hasMessage("down");
        assertThat(scene.hear(other.get("key")).isNothing()).isTrue();
    }

    private static void assertDefault(Heard<Lookup<String>> caller) {
        assertThat(caller.values()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("default of key");
            assertThat(found.freshness()).isEqualTo(Freshness.DEFAULT);
            assertThat(found.source()).isEqualTo(Source.DEFAULT);
            assertThat(found.stamp()).isEmpty();
        });
    }
}
