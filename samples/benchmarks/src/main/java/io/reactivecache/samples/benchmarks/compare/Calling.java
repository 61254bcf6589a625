package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/**
 * A contender that is called by many at a time; its figure is the calls it answers in each second.
 *
 * @param call given the number of the call, from zero on
 * @param proof what is to be read in the end, to be compared with what should be there
 */
record Calling(String name, Role role, int callers, IntFunction<? extends Mono<?>> call, Proof proof)
        implements Contender {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What shows that a contender does what it is measured for.
     *
     * @param read emits what is there
     * @param stored what should be
     */
    record Proof(Mono<?> read, Object stored) {}

    @Override
    public void check() {
        Values.check(proof.read().block(PATIENCE), proof.stored());
    }

    @Override
    public double turn(Duration time) {
        return Callers.perSecond(call, callers, time);
    }
}
