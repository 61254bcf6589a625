package io.reactivecache.samples.benchmarks;

import io.reactivecache.LoadResult;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Invalidating the entries of a tag, of which there are few or many: it should take the same time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class WideInvalidationBenchmark {

    private static final String TAG = "tag";
    private static final int MOST = 1_000_000;

    /** How many entries there are. */
    @Param({"10", "10000", "1000000"})
    private int entries;

    private final ReactiveCache<Integer, String> cache = ReactiveCaches.builder("benchmark")
            .keys(Integer.class)
            .values(String.class)
            .entryLoader(request -> Mono.just(LoadResult.of("value").tags(Set.of(TAG))))
            .maximumSize(2 * MOST)
            .build();

    /** Brings all entries into the local tier, valid. */
    @Setup(Level.Iteration)
    public void fill() {
        Flux.range(0, entries).flatMap(cache::get, 256).blockLast();
    }

    /** Closes the cache. */
    @TearDown(Level.Trial)
    public void close() {
        cache.close().block();
    }

    /** Until no read answers one of them any more. */
    @Benchmark
    public List<Position> tag() {
        return Objects.requireNonNull(cache.invalidateTag(TAG).block());
    }
}
