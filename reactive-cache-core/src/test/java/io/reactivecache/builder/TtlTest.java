package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** When values of the local tier end. */
final class TtlTest {

    private static final ReadOptions SLOWLY = ReadOptions.none().skipRemote();

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aHitEndsWithTheTtlToTheMillisecondOfTheRead() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.load(cache, "key", "value");
        scene.pass(TTL.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        scene.pass(MILLI);

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aReadWithOptionsEndsAtTheSameMillisecond() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.load(cache, "key", "value");
        scene.pass(TTL.minus(MILLI));
        assertThat(scene.hear(cache.with(SLOWLY).get("key")).values()).containsExactly("value");
        scene.pass(MILLI);

        assertThat(scene.hear(cache.with(SLOWLY).get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void theTtlIsCountedFromTheEndOfTheLoad() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.hear(cache.get("key"));
        scene.pass(Duration.ofSeconds(5));
        loader.last().brings("value");
        scene.pass(TTL.minus(MILLI));

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    @Test
    void theLocalTierHasATtlOfItsOwn() {
        ReactiveCache<String, String> cache = scene.builder()
                .ttl(ttl -> ttl.local(Duration.ofSeconds(10)).remote(TTL))
                .build();
        scene.load(cache, "key", "value");
        scene.pass(Duration.ofSeconds(10).minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        scene.pass(MILLI);

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void aValueThatWasPutHasTheTtlOfOneThatWasLoaded() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.hear(cache.put("key", "put"));
        scene.pass(TTL.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("put");
        scene.pass(MILLI);

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void readingDoesNotProlongAValue() {
        ReactiveCache<String, String> cache = scene.builder().build();
        scene.load(cache, "key", "value");
        for (int i = 1; i < 10; i++) {
            scene.pass(TTL.dividedBy(10));
            assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        }
        scene.pass(TTL.dividedBy(10));

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void aValueNobodyReadEndsWithTheIdleTime() {
        Duration idle = TTL.dividedBy(10);
        ReactiveCache<String, String> cache =
                scene.builder().ttl(ttl -> ttl.idle(idle)).build();
        scene.load(cache, "key", "value");
        scene.pass(idle.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        scene.pass(idle);

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void aValueThatIsReadOutlivesTheIdleTimeButNotTheTtl() {
        Duration idle = TTL.dividedBy(10);
        ReactiveCache<String, String> cache =
                scene.builder().ttl(ttl -> ttl.idle(idle)).build();
        scene.load(cache, "key", "value");
        for (int i = 0; i < 19; i++) {
            scene.pass(idle.dividedBy(2));
            assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
        }
        scene.pass(idle.dividedBy(2));

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
    }

    @Test
    void aReadOfTheLocalTierAloneCountsAsARead() {
        Duration idle = TTL.dividedBy(10);
        ReactiveCache<String, String> cache =
                scene.builder().ttl(ttl -> ttl.idle(idle)).build();
        scene.load(cache, "key", "value");
        scene.pass(idle.dividedBy(2));
        scene.hear(cache.with(ReadOptions.none().localOnly()).get("key"));
        scene.pass(idle.dividedBy(2));

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("value");
    }

    @Test
    void aReadWithOptionsFindsNoIdleValue() {
        Duration idle = TTL.dividedBy(10);
        ReactiveCache<String, String> cache =
                scene.builder().ttl(ttl -> ttl.idle(idle)).build();
        scene.load(cache, "key", "value");
        scene.pass(idle);

        assertThat(scene.hear(cache.with(SLOWLY).get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void fullJitterSpreadsTheEndOverTheWholeTtl() {
        assertThat(endsUnderJitter(1))
                .allMatch(end -> end <= TTL.toMillis())
                .anyMatch(end -> end < TTL.toMillis() / 10)
                .anyMatch(end -> end > TTL.toMillis() * 9 / 10);
    }

    @Test
    void halfJitterTakesNoMoreThanHalf() {
        assertThat(endsUnderJitter(0.5))
                .allMatch(end -> end >= TTL.toMillis() / 2 && end <= TTL.toMillis())
                .anyMatch(end -> end < TTL.toMillis() * 6 / 10)
                .anyMatch(end -> end > TTL.toMillis() * 9 / 10);
    }

    /** When each of a thousand values that were loaded at once ends, to the hundredth of the ttl, in milliseconds. */
    private List<Long> endsUnderJitter(double jitter) {
        ReactiveCache<String, String> cache = scene.builder()
                .ttl(ttl -> ttl.jitter(jitter))
                .loader(Mono::just)
                .build();
        IntStream.range(0, 1_000).forEach(key -> scene.hear(cache.get("key" + key)));
        return ends(cache);
    }

    private List<Long> ends(ReactiveCache<String, String> cache) {
        List<Long> ends = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (long passed = 0; gone.size() < 1_000; passed += TTL.toMillis() / 100) {
            for (int key = 0; key < 1_000; key++) {
                if (!gone.contains("key" + key) && isGone(cache, "key" + key)) {
                    gone.add("key" + key);
                    ends.add(passed);
                }
            }
            scene.pass(TTL.dividedBy(100));
        }
        return ends;
    }

    private boolean isGone(ReactiveCache<String, String> cache, String key) {
        Heard<Lookup<String>> read =
                scene.hear(cache.with(ReadOptions.none().localOnly()).lookup(key));
        return read.values().stream().noneMatch(found -> found.source() == Source.LOCAL);
    }
}
