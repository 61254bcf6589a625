package io.reactivecache.test.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What stands in the way of an operation. Asked once for each operation. */
@FunctionalInterface
public interface Fault {

    /** Lets every operation pass. */
    Fault NONE = Mono::empty;

    /**
     * Lets one operation pass, or not.
     *
     * @return completes when the operation may go on, errors if it shall fail, and is silent as long as it shall hang
     */
    Mono<Void> pass();

    /**
     * Puts itself in the way of an operation.
     *
     * @param operation the operation as it is without the fault
     * @return a cold {@code Mono} of the operation with the fault; unless it passes, the operation is not subscribed to
     */
    default <T> Mono<T> of(Mono<T> operation) {
        return Mono.defer(this::pass).then(operation);
    }

    /**
     * Fails every operation.
     *
     * @param error gives the error of each
     * @return the fault
     */
    static Fault fail(Supplier<? extends Throwable> error) {
        Objects.requireNonNull(error, "error");
        return () -> Mono.error(error);
    }

    /**
     * Holds every operation up for a time.
     *
     * @param time for how long
     * @param scheduler measures it
     * @return the fault
     */
    static Fault delay(Duration time, Scheduler scheduler) {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(scheduler, "scheduler");
        return () -> Mono.delay(time, scheduler).then();
    }

    /**
     * Never lets an operation go on.
     *
     * @return the fault
     */
    static Fault hang() {
        return Mono::never;
    }

    /**
     * Lets every operation be done, and fails it all the same.
     *
     * @param error gives the error of each
     * @return the fault
     */
    static Fault dropReply(Supplier<? extends Throwable> error) {
        return new DroppedReply(error);
    }
}
