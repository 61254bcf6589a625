package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Many callers of a key that is nowhere, whose value is there only when all of them wait. The figure is the time for each. */
final class Waiters implements Contender {

    private static final int WAITERS = 1_000;
    private static final String VALUE = "value";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Role role;
    private final LongFunction<Mono<String>> read;
    private final Runnable close;
    private volatile Sinks.One<String> value = Sinks.one();
    private final AtomicLong loads = new AtomicLong();
    private long keys;

    /**
     * A contender.
     *
     * @param cache given what loads, gives what reads a key
     */
    Waiters(
            String name,
            Role role,
            Function<LongFunction<Mono<String>>, LongFunction<Mono<String>>> cache,
            Runnable close) {
        this.name = name;
        this.role = role;
        this.read = cache.apply(this::load);
        this.close = close;
    }

    private Mono<String> load(long key) {
        return Mono.defer(() -> {
            loads.incrementAndGet();
            return value.asMono();
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void check() {
        Mono<String> waiting = read.apply(keys++);
        value.tryEmitValue(VALUE);
        Values.check(waiting.block(PATIENCE), VALUE);
    }

    @Override
    public double turn(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long waited = 0;
        while (System.nanoTime() - begin < time.toNanos()) {
            one();
            waited += WAITERS;
        }
        return (double) (System.nanoTime() - begin) / waited;
    }

    private void one() throws InterruptedException {
        value = Sinks.one();
        long key = keys++;
        CountDownLatch answered = new CountDownLatch(WAITERS);
        for (int i = 0; i < WAITERS; i++) {
            read.apply(key).subscribe(answer -> answered.countDown());
        }
        value.tryEmitValue(VALUE);
        answered.await();
    }

    /** How many loads there were for each key. */
    double loads() {
        return keys == 0 ? 0 : (double) loads.get() / keys;
    }

    @Override
    public void close() {
        close.run();
    }
}
