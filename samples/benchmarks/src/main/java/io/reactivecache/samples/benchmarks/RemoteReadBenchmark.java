package io.reactivecache.samples.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/**
 * Reads of the remote store, so many at a time without a pause, beside plain GETs of the same bytes by Lettuce's reactive
 * commands. Each over one connection, to a Redis on this machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RemoteReadBenchmark {

    /** How many reads are under way. */
    @Param({"1", "64", "256", "1024"})
    public int concurrent;

    /** The size of each value. */
    @Param({"100", "1024"})
    public int valueBytes;

    private @Nullable RemoteTier tier;

    /** Starts Redis and fills it. */
    @Setup(Level.Trial)
    public void start() {
        tier = new RemoteTier(valueBytes);
    }

    /** Stops Redis. */
    @TearDown(Level.Trial)
    public void stop() {
        tier().close();
    }

    /** By GET. */
    @Benchmark
    @OperationsPerInvocation(RemoteTier.KEYS)
    public int plainGet() {
        return readAll(tier()::byPlainGet);
    }

    /** By the store. */
    @Benchmark
    @OperationsPerInvocation(RemoteTier.KEYS)
    public int storeRead() {
        return readAll(tier()::byStore);
    }

    private int readAll(IntFunction<? extends Mono<?>> read) {
        return Readers.read(read, RemoteTier.KEYS, concurrent);
    }

    private RemoteTier tier() {
        return Objects.requireNonNull(tier);
    }
}
