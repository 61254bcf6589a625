package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;

/**
 * Puts that are applied later. The figure is the puts answered in each second; before the next contender has its turn
 * all of them are applied.
 *
 * @param put puts the value under a key
 * @param proof emits what can be read of key 0, and nothing if the system of record was given nothing
 * @param applied completes once everything is applied
 * @param end closes it
 */
record Puts(String name, Role role, LongFunction<Mono<?>> put, Mono<String> proof, Mono<Void> applied, Runnable end)
        implements Contender {

    static final String VALUE = Values.value(100);

    private static final int CALLERS = 256;
    private static final int KEYS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void check() {
        Mono<?> written = Mono.from(put.apply(0)).then(applied);
        Values.check(written.then(proof).block(PATIENCE), VALUE);
    }

    @Override
    public double turn(Duration time) {
        double answered = Callers.perSecond(call -> put.apply(call % KEYS), CALLERS, time);
        applied.block(PATIENCE);
        return answered;
    }

    @Override
    public void close() {
        end.run();
    }
}
