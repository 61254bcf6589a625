package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.config.RemoteConfig;
import io.reactivecache.spi.CallGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;
import reactor.test.scheduler.VirtualTimeScheduler;

final class RemoteCallsTest {

    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Duration SOFT = Duration.ofMillis(50);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final RemoteConfig config = new CacheConfigBuilder("orders")
            .remote(remote -> remote.timeout(LIMIT).softTimeout(SOFT))
            .build()
            .remote();
    private final RemoteCalls calls = new RemoteCalls(CallGuard.NONE, config, time);
    private final TestPublisher<String> answer = TestPublisher.createNoncompliant(Violation.CLEANUP_ON_TERMINATE);
    private final List<Throwable> dropped = new ArrayList<>();

    @BeforeEach
    void listen() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void listenNoMore() {
        Hooks.resetOnErrorDropped();
        time.dispose();
    }

    @Test
    void anAnswerInTimeIsEmittedAndAFailurePassedOn() {
        StepVerifier.create(calls.call(() -> Mono.just("value")))
                .expectNext("value")
                .verifyComplete();
        StepVerifier.create(calls.call(Mono::empty)).verifyComplete();
        StepVerifier.create(calls.call(() -> Mono.error(new IllegalStateException("down"))))
                .verifyErrorMessage("down");
    }

    @Test
    void whoHasAStaleValueWaitsForTheSoftTimeoutOnly() {
        StepVerifier.create(calls.softly(answer::mono))
                .then(() -> time.advanceTimeBy(SOFT))
                .verifyError(TimeoutException.class);
        StepVerifier.create(calls.call(answer::mono))
                .then(() -> time.advanceTimeBy(SOFT))
                .then(() -> answer.emit("value"))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void aFailureAfterTheTimeLimitIsNotDroppedAsAnError() {
        StepVerifier.create(calls.call(answer::mono))
                .then(() -> time.advanceTimeBy(LIMIT))
                .verifyError(TimeoutException.class);
        answer.error(new IllegalStateException("late"));

        assertThat(dropped).isEmpty();
    }
}
