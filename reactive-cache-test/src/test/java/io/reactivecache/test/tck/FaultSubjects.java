package io.reactivecache.test.tck;

import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.fault.Turnstile;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The faults of the test kit. */
record FaultSubjects() implements Suite {

    private static final Duration SOON = Duration.ofMillis(1);

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.none("fault, delay", () -> delay().pass())
                        .failing(() -> Fault.fail(FaultSubjects::failure).pass()),
                Subject.one("fault, delayed", () -> delay().of(Mono.just("v")))
                        .failing(() -> Fault.dropReply(FaultSubjects::failure).of(Mono.just("v"))),
                Subject.none("turnstile", () -> new Turnstile().pass()),
                Subject.none("hold, arrived", () -> arrived().arrived()),
                Subject.none("hold, released", () -> arrived().pass()));
    }

    private static Fault delay() {
        return Fault.delay(SOON, Schedulers.parallel());
    }

    /** One that an operation has come to, and that lets it go. */
    private static Hold arrived() {
        Hold hold = new Hold();
        hold.release();
        hold.pass().block();
        return hold;
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("told to");
    }
}
