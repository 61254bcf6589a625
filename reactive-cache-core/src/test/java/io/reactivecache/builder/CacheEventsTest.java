package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheEvent;
import io.reactivecache.CacheInvalidations;
import io.reactivecache.ReactiveCache;
import io.reactivecache.spi.CacheMeter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class CacheEventsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SECRET = "secret-text";

    private ToLongFunction<CacheMeter> counts;
    private final ReactiveCache<String, String> cache = ReactiveCaches.builder("watched")
            .keys(String.class)
            .values(String.class)
            .loader(key -> key.startsWith("bad") ? Mono.error(new IllegalStateException("bad")) : Mono.just(key))
            .metrics((name, meters, size, timings) -> {
                counts = meters;
                return Disposables.disposed();
            })
            .build();

    @AfterEach
    void close() {
        cache.close().block(LIMIT);
    }

    @Test
    void tellsWhatHappensInItsOrderAndCompletesWithTheCache() {
        StepVerifier.create(cache.events().map(CacheEvent::type))
                .then(() -> cache.get("a").block(LIMIT))
                .then(() -> cache.get("bad").onErrorComplete().block(LIMIT))
                .then(() -> cache.invalidate("a").block(LIMIT))
                .then(() -> cache.expireAll().block(LIMIT))
                .then(() -> cache.close().block(LIMIT))
                .expectNext(
                        CacheEvent.Type.LOADED,
                        CacheEvent.Type.LOAD_FAILED,
                        CacheEvent.Type.REMOVED,
                        CacheEvent.Type.EXPIRED)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void whoIsTooSlowLosesTheOldestAndThatIsCounted() {
        StepVerifier.create(cache.events(), 0)
                .then(() -> Flux.range(0, 3_000)
                        .concatMap(i -> cache.invalidate("k" + i))
                        .blockLast(LIMIT))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(event -> !event.key().orElseThrow().equals("k2999"))
                .expectNextMatches(event -> event.key().orElseThrow().equals("k2999"))
                .thenCancel()
                .verify(LIMIT);
        assertThat(counts.applyAsLong(CacheMeter.EVENT_DROPPED)).isBetween(1_900L, 3_000L - 1_024);
    }

    @Test
    void wideInvalidationsLeaveALineThatSaysWhoAndNothingOfTheText() {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            cache.invalidatePrefix(SECRET)
                    .contextWrite(context -> context.put(CacheInvalidations.WHO, "alice"))
                    .block(LIMIT);
        } finally {
            System.setErr(err);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("cache watched: alice remove prefix of 11 characters, crc ")
                .contains("0 entries here, announced")
                .doesNotContain(SECRET);
    }
}
