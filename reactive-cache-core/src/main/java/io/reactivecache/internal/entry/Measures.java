package io.reactivecache.internal.entry;

import io.reactivecache.Timing;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.LoadLimiter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Measures how long the steps of one cache take, and tells an observer of them. */
@SuppressWarnings("EnumOrdinal") // neither stored nor sent
public final class Measures {

    private final String cache;
    private final CacheObserver observer;
    private final Scheduler scheduler;
    private final StepTimes[] times = new StepTimes[CacheTimer.values().length];

    /**
     * Nothing measured yet.
     *
     * @param cache the name of the cache
     * @param scheduler tells the time
     */
    public Measures(String cache, CacheObserver observer, Scheduler scheduler) {
        this.cache = cache;
        this.observer = observer == CacheObserver.NONE ? observer : new GuardedObserver(observer);
        this.scheduler = scheduler;
        Arrays.setAll(times, timer -> new StepTimes(now()));
    }

    /** The step, each of whose subscriptions is measured until it ends, whichever way. */
    public <T> Mono<T> timed(CacheTimer timer, Mono<T> step) {
        return TimedMono.of(step, this, times[timer.ordinal()]);
    }

    /** The step, each of whose subscriptions the observer is told of; the step itself if nobody observes. */
    public <T> Mono<T> observed(CacheTimer timer, Mono<T> step) {
        return observer == CacheObserver.NONE
                ? step
                : ObservedMono.of(step, caller -> observer.begin(cache, timer, caller));
    }

    /** A limiter the loads of which are observed, once it lets them begin. */
    public LoadLimiter observed(LoadLimiter limiter) {
        return observer == CacheObserver.NONE ? limiter : new ObservedLoads(limiter, this);
    }

    /** The step, measured and observed. */
    public <T> Mono<T> measured(CacheTimer timer, Mono<T> step) {
        return observed(timer, timed(timer, step));
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
