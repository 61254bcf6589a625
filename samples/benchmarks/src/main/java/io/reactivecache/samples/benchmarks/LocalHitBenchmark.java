package io.reactivecache.samples.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** A hit in the local tier, beside the same read of a plain Caffeine cache wrapped in a Mono by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LocalHitBenchmark {

    private static final Long KEY = 42L;

    private final AsyncCache<Long, String> raw = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .buildAsync();
    private final ReactiveCache<Long, String> cache = ReactiveCaches.builder("benchmark")
            .keys(Long.class)
            .values(String.class)
            .loader(key -> Mono.just("value"))
            .build();

    /** Puts the value where both will find it. */
    @Setup(Level.Trial)
    public void fill() {
        raw.put(KEY, CompletableFuture.completedFuture("value"));
        cache.get(KEY).block();
    }

    /** Closes the cache. */
    @TearDown(Level.Trial)
    public void close() {
        cache.close().block();
    }

    /** What a user would write by hand, assuming a hit. */
    @Benchmark
    public void rawHit(Blackhole blackhole) {
        Mono.just(Objects.requireNonNull(raw.getIfPresent(KEY)).join()).subscribe(consumer(blackhole));
    }

    /** The hit of the cache. */
    @Benchmark
    public void cacheHit(Blackhole blackhole) {
        cache.get(KEY).subscribe(consumer(blackhole));
    }

    private static CoreSubscriber<String> consumer(Blackhole blackhole) {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(String value) {
                blackhole.consume(value);
            }
        };
    }
}
