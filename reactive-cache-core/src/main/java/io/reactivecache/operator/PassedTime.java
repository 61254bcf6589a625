package io.reactivecache.operator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The time passed since this object was made, by the parallel scheduler of Reactor: it does not jump when somebody sets the
 * machine's clock, and is virtual where that scheduler's time is.
 */
final class PassedTime implements InstantSource {

    private final Scheduler scheduler = Schedulers.parallel();

    /** Finer than milliseconds a scheduler's time only ever goes on. */
    private final long origin = scheduler.now(TimeUnit.NANOSECONDS);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(scheduler.now(TimeUnit.NANOSECONDS) - origin);
    }
}
