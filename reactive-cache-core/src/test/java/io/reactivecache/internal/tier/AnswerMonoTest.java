package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.Ticket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Whatever a read of the store comes to is one answer. */
final class AnswerMonoTest {

    private static final RemoteRead FOUND = read(false);
    private static final RemoteRead UNREADABLE = read(true);

    private static RemoteRead read(boolean damaged) {
        return new RemoteRead(Optional.empty(), damaged, false, new Ticket(1, 2), Optional.empty());
    }

    private static Mono<String> answer(Mono<RemoteRead> read) {
        return AnswerMono.of(read, new AnswerMono.Answers<>() {
            @Override
            public String of(RemoteRead found) {
                if (found.damaged()) {
                    throw new IllegalStateException("unreadable");
                }
                return "found";
            }

            @Override
            public String of(Throwable failure) {
                return failure.getClass().getSimpleName() + ' ' + failure.getMessage();
            }
        });
    }

    @Test
    void whatIsFoundIsAnswered() {
        StepVerifier.create(answer(Mono.just(FOUND))).expectNext("found").verifyComplete();
    }

    @Test
    void aFailureIsAnAnswer() {
        StepVerifier.create(answer(Mono.error(new IllegalStateException("down"))))
                .expectNext("IllegalStateException down")
                .verifyComplete();
    }

    @Test
    void whatCannotBeReadIsAFailure() {
        StepVerifier.create(answer(Mono.just(UNREADABLE)))
                .expectNext("IllegalStateException unreadable")
                .verifyComplete();
    }

    @Test
    void noAnswerOfTheStoreIsAFailure() {
        StepVerifier.create(answer(Mono.empty()))
                .expectNextMatches(answer -> answer.startsWith("NoSuchElementException"))
                .verifyComplete();
    }

    @Test
    void cancellingCancelsTheRead() {
        AtomicBoolean cancelled = new AtomicBoolean();
        answer(Mono.<RemoteRead>never().doOnCancel(() -> cancelled.set(true)))
                .subscribe()
                .dispose();

        assertThat(cancelled).isTrue();
    }
}
