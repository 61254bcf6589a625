package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.ConditionalCacheWriter;
import io.reactivecache.Durability;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.WriteConflictException;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import io.reactivecache.fixture.ScriptedLog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Writes that depend on the value there is, on one node. */
final class ConditionalWriteTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<String, String> rows = new ConcurrentHashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachSaysWhetherItChangedSomethingAndWhatIsThere(boolean source) {
        ReactiveCache<String, String> cache = cache(source);
        assertThat(written(cache.replace("k", "x"))).isEqualTo(Written.unchanged(Optional.empty()));
        assertThat(written(cache.putIfAbsent("k", "a"))).satisfies(first -> {
            assertThat(first.changed()).isTrue();
            assertThat(first.value()).contains("a");
            assertThat(first.position()).isPresent();
        });
        assertThat(written(cache.putIfAbsent("k", "b"))).isEqualTo(Written.unchanged(Optional.of("a")));
        assertThat(written(cache.replace("k", "b")).value()).contains("b");
        assertThat(written(cache.replace("k", "a", "c"))).isEqualTo(Written.unchanged(Optional.of("b")));
        assertThat(written(cache.replace("k", "b", "c")).changed()).isTrue();
        assertThat(written(cache.remove("k", "b"))).isEqualTo(Written.unchanged(Optional.of("c")));
        assertThat(written(cache.remove("k", "c"))).satisfies(removed -> {
            assertThat(removed.changed()).isTrue();
            assertThat(removed.value()).isEmpty();
        });

        StepVerifier.create(cache.get("k")).expectComplete().verify(LONG);
        assertThat(rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEmptyResultRemovesTheKey(boolean source) {
        ReactiveCache<String, String> cache = cache(source);
        cache.put("k", "a").block(LONG);
        Written<String> removed = written(cache.compute("k", there -> Mono.empty()));

        assertThat(removed.changed()).isTrue();
        StepVerifier.create(cache.get("k")).expectComplete().verify(LONG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatFailsChangesNothingAndHarmsNobodyElse(boolean source) {
        ReactiveCache<String, String> cache = cache(source);
        cache.put("k", "").block(LONG);
        Flux.range(0, 300)
                .flatMap(i -> cache.compute(
                                "k",
                                there -> i % 3 == 0
                                        ? Mono.error(new IllegalStateException("no"))
                                        : Mono.just(there.orElse("") + "x"))
                        .onErrorResume(IllegalStateException.class, no -> Mono.empty()))
                .blockLast(LONG);

        assertThat(cache.get("k").block(LONG)).hasSize(200);
    }

    @Test
    void eachFunctionSeesTheContextOfItsOwnCaller() {
        ReactiveCache<String, String> cache = cache(false);
        Flux.range(0, 50)
                .flatMap(i -> cache.compute(
                                "k",
                                there -> Mono.deferContextual(
                                        context -> Mono.just(there.orElse("") + "," + context.get("who"))))
                        .contextWrite(Context.of("who", i)))
                .blockLast(LONG);

        assertThat(cache.get("k").block(LONG).split(",")).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void manyThatWaitForOneKeyAreWrittenTogether() {
        AtomicInteger writes = new AtomicInteger();
        ReactiveCache<String, String> cache = builder()
                .loader(key -> Mono.justOrEmpty(rows.get(key)).delayElement(Duration.ofMillis(20)))
                .writer((key, value) -> Mono.fromRunnable(() -> {
                    writes.incrementAndGet();
                    rows.put(key, value);
                }))
                .build();
        Flux.range(0, 500)
                .flatMap(i -> cache.compute("k", there -> Mono.just(there.orElse("") + "x")), 500)
                .blockLast(LONG);

        assertThat(rows.get("k")).hasSize(500);
        assertThat(writes).hasValueLessThan(10);
    }

    @Test
    void aWriterThatAlwaysFindsAnotherValueIsTriedSoOftenAndNoMore() {
        AtomicInteger tries = new AtomicInteger();
        ReactiveCache<String, String> cache = builder()
                .loader(key -> Mono.just("there"))
                .writer(new Rows() {
                    @Override
                    public Mono<Boolean> writeIf(String key, Optional<String> expected, Optional<String> next) {
                        return Mono.fromSupplier(() -> tries.incrementAndGet() < 0);
                    }
                })
                .build();

        StepVerifier.create(cache.compute("k", there -> Mono.just("next")))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                WriteConflictException.class,
                                conflict -> assertThat(conflict.attempts()).isEqualTo(tries.get())))
                .verify(LONG);
    }

    @Test
    void overASharedLogAWriterThatCannotCompareIsRefusedUnlessToldSo() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder()
                .log(log)
                .loader(key -> Mono.justOrEmpty(rows.get(key)))
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .build();
        log.reset(-1);

        StepVerifier.create(cache.putIfAbsent("k", "v"))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnsupportedWriteException.class)
                        .hasMessageContaining("ConditionalCacheWriter"))
                .verify(LONG);
        cache.with(WriteOptions.none().perNode()).putIfAbsent("k", "v").subscribe();
        assertThat(rows).containsEntry("k", "v");
    }

    @Test
    void whatTheCacheWasNotBuiltForIsRefusedAtOnce() {
        ReactiveCache<String, String> cache = cache(false);
        assertThatThrownBy(() -> cache.with(WriteOptions.none().durability(Durability.DEFERRED)))
                .isInstanceOf(UnsupportedWriteException.class)
                .hasMessageContaining("set with writeBehind");
        assertThatThrownBy(() -> cache.with(WriteOptions.none().remoteOnly()))
                .isInstanceOf(UnsupportedWriteException.class);
        assertThatThrownBy(() -> cache.with(WriteOptions.none().codec(9)))
                .isInstanceOf(UnsupportedWriteException.class);
    }

    @Test
    void aFunctionThatWritesTheSameKeyIsTold() {
        ReactiveCache<String, String> cache = cache(false);

        StepVerifier.create(cache.compute("k", there -> cache.put("k", "inner").map(Position::encoded)))
                .expectError(UnsupportedWriteException.class)
                .verify(LONG);
        StepVerifier.create(cache.get("k")).expectComplete().verify(LONG);
    }

    private ReactiveCache<String, String> cache(boolean source) {
        return source
                ? builder()
                        .loader(key -> Mono.justOrEmpty(rows.get(key)))
                        .writer(new Rows())
                        .build()
                : builder().build();
    }

    private static Written<String> written(Mono<Written<String>> write) {
        return write.blockOptional(LONG).orElseThrow();
    }

    private static CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders").keys(String.class).values(String.class);
    }

    /** A table that compares. */
    private class Rows implements ConditionalCacheWriter<String, String> {

        @Override
        public Mono<Void> write(String key, String value) {
            return Mono.fromRunnable(() -> rows.put(key, value));
        }

        @Override
        public Mono<Boolean> writeIf(String key, Optional<String> expected, Optional<String> next) {
            return Mono.fromSupplier(() -> {
                boolean[] taken = {false};
                rows.compute(key, (same, there) -> {
                    taken[0] = Optional.ofNullable(there).equals(expected);
                    return taken[0] ? next.orElse(null) : there;
                });
                return taken[0];
            });
        }
    }
}
