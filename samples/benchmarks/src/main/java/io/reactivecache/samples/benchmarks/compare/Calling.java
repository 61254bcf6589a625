package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/** A contender that is called by many at a time; its figure is the calls it answers in each second. */
record Calling(String name, Role role, int callers, IntFunction<? extends Mono<?>> call) implements Contender {

    @Override
    public double turn(Duration time) {
        return Callers.perSecond(call, callers, time);
    }
}
