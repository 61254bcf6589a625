package io.reactivecache.test.remote;

import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What becomes of an operation of a {@link FaultyRemoteStore}. */
public interface Fault {

    /** The operation as it would be without the fault. */
    Fault NONE = new Fault() {
        @Override
        public <T> Mono<T> of(Mono<T> operation) {
            return operation;
        }
    };

    /** The operation with the fault. */
    <T> Mono<T> of(Mono<T> operation);

    /** The operation is not done and fails. */
    static Fault fail(Supplier<? extends Throwable> error) {
        return new Fault() {
            @Override
            public <T> Mono<T> of(Mono<T> operation) {
                return Mono.error(error);
            }
        };
    }

    /** The operation is done after a time. */
    static Fault delay(Duration time, Scheduler scheduler) {
        return new Fault() {
            @Override
            public <T> Mono<T> of(Mono<T> operation) {
                return Mono.delay(time, scheduler).then(operation);
            }
        };
    }

    /** The operation is not done and never ends. */
    static Fault hang() {
        return new Fault() {
            @Override
            public <T> Mono<T> of(Mono<T> operation) {
                return Mono.never();
            }
        };
    }

    /** The operation is done, and fails all the same. */
    static Fault dropReply(Supplier<? extends Throwable> error) {
        return new Fault() {
            @Override
            public <T> Mono<T> of(Mono<T> operation) {
                return operation.then(Mono.error(error));
            }
        };
    }
}
