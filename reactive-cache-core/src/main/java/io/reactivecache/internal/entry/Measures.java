package io.reactivecache.internal.entry;

import io.reactivecache.Timing;
import io.reactivecache.spi.CacheTimer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Measures how long the steps of one cache take. */
@SuppressWarnings("EnumOrdinal") // neither stored nor sent
public final class Measures {

    private final Scheduler scheduler;
    private final StepTimes[] times = new StepTimes[CacheTimer.values().length];

    /**
     * Nothing measured yet.
     *
     * @param scheduler tells the time
     */
    public Measures(Scheduler scheduler) {
        this.scheduler = scheduler;
        Arrays.setAll(times, timer -> new StepTimes(now()));
    }

    /** The step, each of whose subscriptions is measured until it ends, whichever way. */
    public <T> Mono<T> timed(CacheTimer timer, Mono<T> step) {
        return TimedMono.of(step, this, times[timer.ordinal()]);
    }

    /** How long steps have taken. */
    public Timing timing(CacheTimer timer) {
        return times[timer.ordinal()].timing(now());
    }

    /** The time in nanoseconds, as of some beginning. */
    long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }
}
