package io.reactivecache.builder;

import static io.reactivecache.fixture.Scene.MILLI;
import static io.reactivecache.fixture.Scene.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLoader;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The knowledge that a key has no value. */
final class AbsenceTest {

    private static final Duration ABSENT = Duration.ofSeconds(30);

    private final Scene scene = new Scene();
    private final ScriptedLoader loader = scene.loader();
    private final ReactiveCache<String, String> cache = scene.builder()
            .ttl(ttl -> ttl.absent(ABSENT))
            .stale(stale -> stale.max(TTL).revalidate(TTL))
            .build();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void isRememberedForATtlOfItsOwn() {
        findNothing("key");
        scene.pass(ABSENT.minus(MILLI));
        assertThat(scene.hear(cache.get("key")).isEmpty()).isTrue();
        assertThat(scene.hear(cache.lookup("key")).isEmpty()).isTrue();
        assertThat(loader.begun()).isEqualTo(1);
        scene.pass(MILLI);
        Heard<String> next = scene.hear(cache.get("key"));
        assertThat(next.isNothing()).isTrue();
        loader.last().brings("value");

        assertThat(next.values()).containsExactly("value");
    }

    @Test
    void isNotRememberedUnlessTheCacheIsSetTo() {
        ReactiveCache<String, String> forgetful = scene.builder().build();
        scene.hear(forgetful.get("key"));
        loader.last().findsNothing();

        assertThat(scene.hear(forgetful.get("key")).isNothing()).isTrue();
        assertThat(scene.hear(forgetful.stats()).values().get(0).localSize()).isEqualTo(1);
    }

    @Test
    void isToldToAllWhoWait() {
        Heard<String> leader = scene.hear(cache.get("key"));
        Heard<String> joiner = scene.hear(cache.get("key"));
        loader.last().findsNothing();

        assertThat(leader.isEmpty()).isTrue();
        assertThat(joiner.isEmpty()).isTrue();
    }

    @Test
    void isAHitOfTheLocalTier() {
        findNothing("key");
        scene.hear(cache.get("key"));

        assertThat(scene.hear(cache.stats()).values().get(0).localHits()).isEqualTo(1);
    }

    @Test
    void endsWithAnInvalidation() {
        findNothing("key");
        scene.hear(cache.invalidate("key"));

        assertThat(scene.hear(cache.get("key")).isNothing()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
    }

    @Test
    void endsWithAPut() {
        findNothing("key");
        scene.hear(cache.put("key", "put"));

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("put");
        assertThat(loader.begun()).isEqualTo(1);
    }

    @Test
    void isNeverAnsweredPastItsTtl() {
        findNothing("key");
        scene.pass(ABSENT);
        Heard<String> caller = scene.hear(cache.get("key"));
        assertThat(caller.isNothing()).isTrue();
        loader.last().fails("down");

        assertThat(caller.error()).hasMessage("down");
    }

    @Test
    void isNotAnsweredForALateLoadOnceItsTtlIsOver() {
        ReactiveCache<String, String> soft = scene.builder()
                .ttl(ttl -> ttl.absent(ABSENT))
                .flight(flight -> flight.softTimeout(ABSENT.dividedBy(3)))
                .stale(stale -> stale.max(TTL))
                .build();
        scene.hear(soft.get("key"));
        loader.last().findsNothing();
        scene.pass(ABSENT.minus(MILLI));
        Heard<String> refreshed =
                scene.hear(soft.with(ReadOptions.none().refresh()).get("key"));
        scene.pass(ABSENT.dividedBy(3));

        assertThat(refreshed.isNothing()).isTrue();
    }

    @Test
    void isRefreshedBeforeItsTtlIsOver() {
        ReactiveCache<String, String> eager = scene.builder()
                .ttl(ttl -> ttl.absent(ABSENT))
                .stale(stale -> stale.eager(0.5))
                .build();
        scene.hear(eager.get("key"));
        loader.last().findsNothing();
        scene.pass(ABSENT.dividedBy(2).minus(MILLI));
        assertThat(scene.hear(eager.get("key")).isEmpty()).isTrue();
        assertThat(loader.begun()).isEqualTo(1);
        scene.pass(MILLI);
        assertThat(scene.hear(eager.get("key")).isEmpty()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
        loader.last().brings("value");

        assertThat(scene.hear(eager.get("key")).values()).containsExactly("value");
    }

    @Test
    void takesThePlaceOfAStaleValue() {
        scene.load(cache, "key", "old");
        scene.pass(TTL);
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
        loader.last().findsNothing();

        assertThat(scene.hear(cache.get("key")).isEmpty()).isTrue();
        assertThat(loader.begun()).isEqualTo(2);
        scene.pass(ABSENT);
        Heard<String> next = scene.hear(cache.get("key"));
        loader.last().fails("down");
        assertThat(next.error()).hasMessage("down");
    }

    @Test
    void endsWithItsIdleTime() {
        Duration idle = ABSENT.dividedBy(3);
        ReactiveCache<String, String> idling =
                scene.builder().ttl(ttl -> ttl.absent(ABSENT).idle(idle)).build();
        scene.hear(idling.get("key"));
        loader.last().findsNothing();
        scene.pass(idle);

        assertThat(scene.hear(idling.get("key")).isNothing()).isTrue();
    }

    @Test
    void isRememberedWithoutALoaderToo() {
        ReactiveCache<String, String> bare = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .clock(scene.clock())
                .scheduler(scene.scheduler())
                .ttl(ttl -> ttl.absent(ABSENT))
                .build();
        assertThat(scene.hear(bare.get("key")).isEmpty()).isTrue();
        scene.hear(bare.put("key", "put"));

        assertThat(scene.hear(bare.get("key")).values()).containsExactly("put");
    }

    private void findNothing(String key) {
        scene.hear(cache.get(key));
        loader.last().findsNothing();
    }
}
