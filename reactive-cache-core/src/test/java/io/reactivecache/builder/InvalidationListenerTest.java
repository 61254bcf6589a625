package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Invalidation;
import io.reactivecache.InvalidationListener;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class InvalidationListenerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<String> told = new ArrayList<>();
    private ReactiveCache<String, String> cache;

    private void listening(InvalidationListener<String> listener) {
        cache = ReactiveCaches.builder("heard")
                .keys(String.class)
                .values(String.class)
                .listener(listener)
                .settings(config -> config.log(log -> log.announceTimeout(Duration.ofMillis(100))))
                .build();
    }

    @AfterEach
    void close() {
        cache.close().block(LIMIT);
    }

    private void put(String... keys) {
        Flux.fromArray(keys).concatMap(key -> cache.put(key, key)).blockLast(LIMIT);
    }

    private boolean has(String key) {
        return cache.get(key).block(LIMIT) != null;
    }

    @Test
    void hearsOfEachInvalidationBeforeAndAfterIt() {
        listening(new InvalidationListener<>() {
            @Override
            public Publisher<Invalidation<String>> before(Invalidation<String> invalidation) {
                told.add("before " + invalidation.effect());
                return Mono.fromRunnable(() -> told.add("here: " + has("a")));
            }

            @Override
            public void after(Invalidation<String> invalidation) {
                told.add("after " + invalidation.effect());
            }
        });
        put("a");
        Mono<?> invalidation = cache.invalidate("a");

        assertThat(told).isEmpty();
        invalidation.block(LIMIT);
        cache.expireTag("t").block(LIMIT);
        assertThat(told)
                .containsExactly(
                        "before REMOVE", "here: true", "after REMOVE", "before EXPIRE", "here: false", "after EXPIRE");
    }

    @Test
    void whatAListenerAddsIsInvalidatedToo() {
        listening(new InvalidationListener<>() {
            @Override
            public Publisher<Invalidation<String>> before(Invalidation<String> invalidation) {
                return Flux.just(
                        Invalidation.of("b", Effect.REMOVE),
                        Invalidation.where(EntryPredicate.prefix("c"), Effect.REMOVE));
            }

            @Override
            public void after(Invalidation<String> invalidation) {
                told.add(invalidation.toString());
            }
        });
        put("a", "b", "c1", "c2", "d");
        cache.invalidate("a").block(LIMIT);

        assertThat(List.of(has("a"), has("b"), has("c1"), has("c2"), has("d")))
                .containsExactly(false, false, false, false, true);
        assertThat(told)
                .containsExactly(
                        "Invalidation[a key, REMOVE]",
                        "Invalidation[EntryPredicate[PREFIX, 1 characters], REMOVE]",
                        "Invalidation[a key, REMOVE]");
    }

    @Test
    void anErrorOfAListenerIsAVeto() {
        listening(vetoing(Mono.error(new IllegalStateException("no"))));
        put("a");

        StepVerifier.create(cache.invalidate("a")).expectErrorMessage("no").verify(LIMIT);
        StepVerifier.create(cache.clear()).expectErrorMessage("no").verify(LIMIT);
        assertThat(has("a")).isTrue();
    }

    @Test
    void aListenerThatHangsFailsTheInvalidation() {
        listening(vetoing(Mono.never()));
        put("a");

        StepVerifier.create(cache.invalidate("a"))
                .expectError(WriteFailedException.class)
                .verify(LIMIT);
        assertThat(has("a")).isTrue();
    }

    @Test
    void aListenerMayNotAddWithoutEnd() {
        listening(vetoing(Flux.<Invalidation<String>>generate(sink -> sink.next(Invalidation.of("a", Effect.REMOVE)))));
        put("a");

        StepVerifier.create(cache.invalidate("b"))
                .expectError(CacheOverloadedException.class)
                .verify(LIMIT);
        assertThat(has("a")).isTrue();
    }

    @Test
    void whatAListenerThrowsAfterwardsEndsNothing() {
        listening(new InvalidationListener<>() {
            @Override
            public void after(Invalidation<String> invalidation) {
                throw new IllegalStateException("later");
            }
        });

        StepVerifier.create(cache.invalidate("a")).expectNextCount(1).verifyComplete();
    }

    private static InvalidationListener<String> vetoing(Publisher<Invalidation<String>> answer) {
        return new InvalidationListener<>() {
            @Override
            public Publisher<Invalidation<String>> before(Invalidation<String> invalidation) {
                return answer;
            }
        };
    }
}
