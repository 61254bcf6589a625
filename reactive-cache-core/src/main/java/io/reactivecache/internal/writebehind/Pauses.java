package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WriteBehindConfig;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** The pauses after failures: each twice the one before, up to a limit, and half of it at random. */
final class Pauses {

    private static final double HALF = 0.5;
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final Scheduler scheduler;

    Pauses(WriteBehindConfig config, Scheduler scheduler) {
        this.first = config.retryBackoff();
        this.longest = config.maxBackoff();
        this.scheduler = scheduler;
    }

    /** The pause after so many failures in a row. */
    Mono<Void> after(int failures) {
        double nanos = (double) first.toNanos() * (1 << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
        double whole = Math.min(nanos, (double) longest.toNanos());
        double part = HALF + HALF * ThreadLocalRandom.current().nextDouble();
        return Mono.delay(Duration.ofNanos((long) (whole * part)), scheduler).then();
    }

    /** Repeats what fails, for ever. */
    RetryBackoffSpec forEver() {
        return Retry.backoff(Long.MAX_VALUE, first)
                .maxBackoff(longest)
                .jitter(HALF)
                .transientErrors(true)
                .scheduler(scheduler);
    }
}
