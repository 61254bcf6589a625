package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.spi.LoadLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class LoadLimitTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HandClock clock = new HandClock();
    private final AtomicInteger permits = new AtomicInteger(2);
    private final LoadLimiter limiter = new LoadLimiter() {
        @Override
        public <T> Mono<T> limit(Mono<T> load) {
            return Mono.defer(
                    () -> permits.getAndDecrement() > 0 ? load : Mono.error(new CacheOverloadedException("loads", 2)));
        }
    };

    private CacheBuilder<Integer, String> builder() {
        return ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .clock(clock)
                .loadLimiter(limiter);
    }

    @Test
    void aLoadOverTheRateIsRefusedAndNamesTheLimit() {
        ReactiveCache<Integer, String> cache =
                builder().loader(key -> Mono.just("value")).build();

        StepVerifier.create(cache.get(1).then(cache.get(2)).then(cache.get(1)))
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(cache.get(3))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                CacheOverloadedException.class,
                                error -> assertThat(error.limit()).isEqualTo(2)))
                .verify(LONG);
        StepVerifier.create(cache.get(3, key -> Mono.just("mine")))
                .expectError(CacheOverloadedException.class)
                .verify(LONG);
    }

    @Test
    void manyKeysLoadedAtOnceAreOneLoad() {
        ReactiveCache<Integer, String> cache = builder()
                .bulkLoader((Set<Integer> keys) ->
                        Mono.just(keys.stream().collect(Collectors.toMap(key -> key, key -> "value"))))
                .build();

        StepVerifier.create(cache.getAll(List.of(1, 2, 3, 4, 5))
                        .map(result -> result.values().size()))
                .expectNext(5)
                .expectComplete()
                .verify(LONG);
        assertThat(permits).hasValue(1);
        StepVerifier.create(cache.getAll(List.of(6, 7)).then(cache.getAll(List.of(8, 9))))
                .assertNext(result -> assertThat(result.failures()).containsOnlyKeys(8, 9))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aStaleValueIsAnsweredInPlaceOfARefusal() {
        ReactiveCache<Integer, String> cache = builder()
                .ttl(Duration.ofMinutes(1))
                .stale(stale -> stale.max(Duration.ofHours(1)))
                .loader(key -> Mono.just("value"))
                .build();
        StepVerifier.create(cache.get(1)).expectNext("value").expectComplete().verify(LONG);
        permits.set(0);
        clock.advance(Duration.ofMinutes(2));

        StepVerifier.create(cache.lookup(1).map(Lookup::freshness))
                .expectNext(Freshness.FAILED)
                .expectComplete()
                .verify(LONG);
    }
}
