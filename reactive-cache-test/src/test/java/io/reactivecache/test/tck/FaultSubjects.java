package io.reactivecache.test.tck;

import io.reactivecache.test.log.Turnstile;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.Hold;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The faults of the test kit. */
record FaultSubjects() implements Suite {

    private static final Duration SOON = Duration.ofMillis(1);

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.none("log fault, delay", () -> logDelay().pass())
                        .failing(() -> logFailure().pass()),
                Subject.none("turnstile", () -> new Turnstile().pass()),
                Subject.one("store fault, delay", () -> storeDelay().of(Mono.just("v")))
                        .failing(() -> storeFailure().of(Mono.just("v"))),
                Subject.none("hold, arrived", () -> arrived().arrived()),
                Subject.one("hold, released", () -> arrived().of(Mono.just("v"))));
    }

    private static io.reactivecache.test.log.Fault logDelay() {
        return io.reactivecache.test.log.Fault.delay(SOON, Schedulers.parallel());
    }

    private static io.reactivecache.test.log.Fault logFailure() {
        return io.reactivecache.test.log.Fault.fail(FaultSubjects::failure);
    }

    private static io.reactivecache.test.remote.Fault storeDelay() {
        return io.reactivecache.test.remote.Fault.delay(SOON, Schedulers.parallel());
    }

    private static io.reactivecache.test.remote.Fault storeFailure() {
        return io.reactivecache.test.remote.Fault.dropReply(FaultSubjects::failure);
    }

    /** One that an operation has come to, and that lets it go. */
    private static Hold arrived() {
        Hold hold = new FaultyRemoteStore(new InMemoryRemoteStore(InstantSource.system())).hold(RemoteOperation.READ);
        hold.release();
        hold.of(Mono.just("v")).block();
        return hold;
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("told to");
    }
}
