package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** BlockHound watches all tests of this module. The canaries prove that it sees, also from within a loader. */
final class BlockingTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** One way to block a thread. */
    @FunctionalInterface
    interface Canary {
        void sing() throws Exception;
    }

    static Stream<Canary> canaries() {
        return Stream.of(
                () -> LockSupport.parkNanos(1_000),
                () -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS),
                () -> new FutureTask<>(() -> 1).get(1, TimeUnit.MILLISECONDS),
                () -> TimeUnit.MILLISECONDS.sleep(1));
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void blockingAParallelThreadIsSeen(Canary canary) {
        StepVerifier.create(on(canary))
                .expectErrorMatches(BlockingTest::isCaught)
                .verify(LONG);
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void aLoaderThatBlocksAParallelThreadIsSeen(Canary canary) {
        ReactiveCache<String, String> cache = cache();

        StepVerifier.create(
                        Mono.defer(() -> cache.get("key", key -> sung(canary))).subscribeOn(Schedulers.parallel()))
                .expectErrorMatches(BlockingTest::isCaught)
                .verify(LONG);
    }

    @Test
    void readsAndWritesOnParallelThreadsBlockNone() {
        ReactiveCache<String, String> cache = cache();

        for (int burst = 0; burst < 10; burst++) {
            StepVerifier.create(Flux.range(0, 5_000)
                            .parallel(4)
                            .runOn(Schedulers.parallel())
                            .flatMap(i -> mixed(cache, "key" + i % 500, i))
                            .sequential()
                            .count())
                    .assertNext(count -> assertThat(count).isBetween(1L, 5_000L))
                    .expectComplete()
                    .verify(LONG);
        }
    }

    private static Mono<String> mixed(ReactiveCache<String, String> cache, String key, int i) {
        return switch (i % 5) {
            case 0 -> cache.put(key, "put").thenReturn("put");
            case 1 -> cache.invalidate(key).thenReturn("invalidated");
            default -> cache.get(key, same -> Mono.just("loaded"));
        };
    }

    private static ReactiveCache<String, String> cache() {
        return ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .maximumSize(20)
                .build();
    }

    private static Mono<String> on(Canary canary) {
        return Mono.defer(() -> sung(canary)).subscribeOn(Schedulers.parallel());
    }

    private static Mono<String> sung(Canary canary) {
        return Mono.fromCallable(() -> {
            canary.sing();
            return "sung";
        });
    }

    private static boolean isCaught(Throwable error) {
        return error instanceof BlockingOperationError || error.getCause() instanceof BlockingOperationError;
    }
}
