package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** A put that shows before the system of record has it. */
final class OptimisticPutTest {

    private final Scene scene = new Scene();
    private final Sinks.Empty<Void> written = Sinks.empty();
    private final ReactiveCache<String, String> cache = scene.builder()
            .entryLoader(scene.loader())
            .writer((key, value) -> written.asMono())
            .build();
    private final CacheWrites<String, String> first =
            cache.with(WriteOptions.none().order(WriteOrder.CACHE_FIRST));

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void itsValueIsReadWhileTheWriterIsAtIt() {
        scene.load(cache, "key", "old");
        first.put("key", "new").subscribe();

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
        assertThat(scene.hear(cache.with(ReadOptions.none().localOnly()).get("key"))
                        .values())
                .containsExactly("new");
    }

    @Test
    void itsValueStaysWhenTheWriterHasIt() {
        Heard<?> put = scene.hear(first.put("key", "new"));
        written.tryEmitEmpty().orThrow();
        scene.scheduler().advanceTime();

        assertThat(put.values()).hasSize(1);
        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void itsValueIsWithdrawnWhenTheWriterFails() {
        Heard<?> put = scene.hear(first.put("key", "new"));
        written.tryEmitError(new IllegalStateException("down"));
        scene.scheduler().advanceTime();

        assertThat(put.error())
                .isInstanceOfSatisfying(
                        WriteFailedException.class,
                        failed -> assertThat(failed.step()).isEqualTo(Step.TRUTH));
        scene.load(cache, "key", "old");
    }

    @Test
    void aLoadThatBeganBeforeItDoesNotBringTheOldValueBack() {
        scene.hear(cache.get("key"));
        first.put("key", "new").subscribe();
        scene.loader().last().brings("old");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void norDoesOneThatBeginsMeanwhile() {
        first.put("key", "new").subscribe();
        Heard<String> refresh =
                scene.hear(cache.with(ReadOptions.none().refresh()).get("key"));
        scene.loader().last().brings("old");
        assertThat(refresh.values()).containsExactly("old");

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("new");
    }

    @Test
    void withoutTheOptionNobodyReadsItBeforeTheWriterHasIt() {
        scene.load(cache, "key", "old");
        cache.put("key", "new").subscribe();

        assertThat(scene.hear(cache.get("key")).values()).containsExactly("old");
    }
}
