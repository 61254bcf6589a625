package io.reactivecache.spi.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.LogClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

final class PendingAppendsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Retry UNTIL_THERE_IS_ROOM =
            Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(1)).filter(CacheOverloadedException.class::isInstance);

    private final PendingAppends appends = new PendingAppends(1, LONG);
    private final Sinks.One<String> acknowledged = Sinks.one();

    @Test
    void whoeverCancelsLeavesTheAppendUnderWay() {
        appends.admit(acknowledged.asMono()).subscribe().dispose();

        assertThat(acknowledged.currentSubscriberCount()).isEqualTo(1);
    }

    @Test
    void thoseBeyondTheLimitAreTurnedAwayUntilOneHasEnded() {
        Mono<String> admitted = appends.admit(acknowledged.asMono());
        admitted.subscribe();
        StepVerifier.create(admitted).verifyError(CacheOverloadedException.class);
        acknowledged.tryEmitValue("position");

        StepVerifier.create(admitted.retryWhen(UNTIL_THERE_IS_ROOM))
                .expectNext("position")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void oneThatTakesTooLongErrors() {
        StepVerifier.create(new PendingAppends(1, Duration.ofMillis(1)).admit(Mono.never()))
                .expectError(TimeoutException.class)
                .verify(LONG);
    }

    @Test
    void anAppendSeesNoContextOfItsCaller() {
        Mono<Object> append = Mono.deferContextual(context -> Mono.just(context.getOrEmpty("key")));

        StepVerifier.create(appends.admit(append).contextWrite(context -> context.put("key", "value")))
                .expectNext(Optional.empty())
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void answersOnTheParallelScheduler() {
        StepVerifier.create(appends.admit(acknowledged.asMono()).map(answer -> Schedulers.isInNonBlockingThread()))
                .then(() -> acknowledged.tryEmitValue("position"))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void whatIsUnderWayGoesOnWhenNoMoreAreAdmittedAndEndsWhenAllFail() {
        Mono<String> admitted = appends.admit(acknowledged.asMono());
        var underWay = admitted.toFuture();
        appends.close();
        StepVerifier.create(admitted).verifyError(LogClosedException.class);
        assertThat(underWay).isNotDone();
        appends.failAll();

        assertThat(underWay).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(LogClosedException.class);
    }
}
