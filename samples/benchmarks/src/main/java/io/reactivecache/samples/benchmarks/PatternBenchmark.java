package io.reactivecache.samples.benchmarks;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** The longest key judged by the longest patterns, made to be slow: the key matches all but their last character. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PatternBenchmark {

    private static final int LONGEST_KEY = 65_536;
    private static final int LONGEST_PATTERN = 1_024;

    /** What the pattern is made of. */
    @Param({"*a", "*?", "a", "?"})
    private String piece = "";

    private final String key = "a".repeat(LONGEST_KEY);
    private final ReactiveCache<String, String> cache = ReactiveCaches.builder("benchmark")
            .keys(String.class)
            .values(String.class)
            .loader(text -> Mono.just("value"))
            .settings(settings -> settings.maxKeyLength(LONGEST_KEY))
            .build();
    private String pattern = "";

    /** Makes the pattern. */
    @Setup
    public void pattern() {
        String middle = piece.repeat((LONGEST_PATTERN - 3) / piece.length());
        pattern = "*" + middle + "b*";
        cache.get(key).block();
    }

    /** The pattern comes, and the key is read. */
    @Benchmark
    public String judged() {
        cache.invalidatePattern(pattern).block();
        return Objects.requireNonNull(cache.get(key).block());
    }
}
