package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.reactivecache.Freshness;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.resilience4j.CircuitBreakerGuard;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Redis is stopped while 5,000 reads a second go on: nobody waits for it longer than callers wait for anything. */
@RedisTest
final class RedisPausedTest {

    private static final int RATE = 5_000;
    private static final long KEYS = 500;
    private static final Duration HARD = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofMillis(50);
    private static final Duration TTL = Duration.ofMillis(200);
    private static final Duration MAX_STALE = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CircuitBreaker breaker = CircuitBreaker.of("redis", CircuitBreakerGuard.remoteTier());
    private final AtomicLong closedAt = new AtomicLong();
    private RedisRemoteStore store;
    private ReactiveCache<Long, String> cache;

    @BeforeEach
    void open(RedisServer redis) {
        store = RedisRemoteStore.builder()
                .uri(redis.uri())
                .commandTimeout(Duration.ofMillis(300))
                .probeInterval(Duration.ofMillis(500))
                .reconnectBackoff(Duration.ofMillis(50), Duration.ofMillis(200))
                .build();
        store.available().filter(there -> there).next().block(LIMIT);
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.CLOSED) {
                closedAt.compareAndSet(0, System.nanoTime());
            }
        });
        cache = WatchedCaches.build(ReactiveCaches.builder("paused-" + System.nanoTime())
                .keys(Long.class)
                .values(String.class)
                .ttl(TTL)
                .stale(stale -> stale.max(MAX_STALE).throttle(Duration.ofMillis(100)))
                .flight(flight -> flight.softTimeout(Duration.ofMillis(50)).hardTimeout(HARD))
                .settings(settings -> settings.remote(
                        remote -> remote.timeout(Duration.ofMillis(100)).softTimeout(Duration.ofMillis(50))))
                .remoteGuard(CircuitBreakerGuard.of(breaker))
                .loader(RedisPausedTest::load)
                .remote(store));
        cache.ready().block(LIMIT);
    }

    /** The database answers in five milliseconds, but one time in a hundred it hangs. */
    private static Mono<String> load(long key) {
        boolean hangs = ThreadLocalRandom.current().nextInt(100) == 0;
        return Mono.delay(hangs ? Duration.ofSeconds(5) : Duration.ofMillis(5)).map(tick -> "value" + key);
    }

    @AfterEach
    void close() {
        cache.close().block(LIMIT);
        store.dispose();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void nobodyWaitsLongerThanTheHardTimeoutAndRedisIsUsedAgainOnItsOwn(int seconds, RedisServer redis) {
        OpenLoop loop = new OpenLoop(RATE, HARD);
        AtomicLong resumed = new AtomicLong();
        Mono<Void> outage = Mono.delay(Duration.ofSeconds(2), Schedulers.boundedElastic())
                .doOnNext(tick -> redis.pause())
                .delayElement(Duration.ofSeconds(seconds), Schedulers.boundedElastic())
                .doOnNext(tick -> {
                    assertThat(breaker.getState()).isNotEqualTo(State.CLOSED);
                    closedAt.set(0);
                    resumed.set(System.nanoTime());
                    redis.resume();
                })
                .then();
        Mono.when(loop.run(Duration.ofSeconds(seconds + 5), number -> cache.lookup(number % KEYS)), outage)
                .block(LIMIT);

        Duration late = loop.latestTimer().multipliedBy(2); // a wait is one for the soft timeout and one for the hard
        assertThat(loop.asked()).isGreaterThan((seconds + 4L) * RATE);
        assertThat(loop.longestWait())
                .as("%s", loop)
                .isLessThan(HARD.plus(SLACK).plus(late));
        assertThat(loop.oldestAnswer())
                .as("%s", loop)
                .isLessThan(TTL.plus(MAX_STALE).plus(SLACK));
        assertThat(loop.answered(Freshness.LATE)).as("%s", loop).isPositive();
        assertThat(Eventually.within(LIMIT).reached(() -> closedAt.get() != 0)).isTrue();
        assertThat(Duration.ofNanos(closedAt.get() - resumed.get()))
                .as("%s", loop)
                .isBetween(Duration.ZERO, RECOVERY.plus(late));
    }
}
