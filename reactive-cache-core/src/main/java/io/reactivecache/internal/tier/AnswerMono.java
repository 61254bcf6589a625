package io.reactivecache.internal.tier;

import io.reactivecache.internal.run.Relay;
import io.reactivecache.spi.RemoteRead;
import java.util.NoSuchElementException;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * What is made of a read of the remote store: one answer in any case, also if there is none of the store. To be asked for
 * without a bound, since a failure is answered at once.
 */
final class AnswerMono<R> extends Mono<R> {

    private final Mono<RemoteRead> read;
    private final Answers<R> answers;

    private AnswerMono(Mono<RemoteRead> read, Answers<R> answers) {
        this.read = read;
        this.answers = answers;
    }

    static <R> Mono<R> of(Mono<RemoteRead> read, Answers<R> answers) {
        return onAssembly(new AnswerMono<>(read, answers));
    }

    /** Makes the answers. */
    interface Answers<R> {

        /** What a read of the store comes to. */
        R of(RemoteRead found);

        /** What a failure comes to, of the store or of what was read. */
        R of(Throwable failure);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        read.subscribe(new Answering<>(actual, answers));
    }

    private static final class Answering<R> extends Relay<RemoteRead, R> {

        private final Answers<R> answers;
        private boolean isAnswered;

        Answering(CoreSubscriber<? super R> actual, Answers<R> answers) {
            super(actual);
            this.answers = answers;
        }

        @Override
        public void onNext(RemoteRead found) {
            if (!isAnswered) {
                answer(made(found));
            }
        }

        private R made(RemoteRead found) {
            try {
                return answers.of(found);
            } catch (Throwable failure) {
                Exceptions.throwIfJvmFatal(failure);
                return answers.of(failure);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (isAnswered) {
                Operators.onErrorDropped(failure, currentContext());
            } else {
                answer(answers.of(failure));
            }
        }

        @Override
        public void onComplete() {
            if (!isAnswered) {
                answer(answers.of(new NoSuchElementException("answer of the store: none (expected: one)")));
            }
        }

        private void answer(R made) {
            isAnswered = true;
            actual.onNext(made);
            actual.onComplete();
        }
    }
}
