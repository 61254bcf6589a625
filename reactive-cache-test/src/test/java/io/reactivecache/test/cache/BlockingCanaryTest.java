package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows that a call that blocks an event loop would fail the tests of this module. */
class BlockingCanaryTest {

    @Test
    void blockingOnAnEventLoopIsSeen() {
        Mono<Void> blocking =
                Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1)).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(blocking::block).hasStackTraceContaining("Blocking call");
    }
}
