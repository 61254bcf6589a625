package io.reactivecache.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.Logger;
import reactor.util.Loggers;

/** One subscriber and the key it waits for. It is asked for with the first demand, and told at most once. */
final class WaitingRead<T> implements Subscription {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);

    private enum State {
        IDLE,
        WAITING,
        ENDED
    }

    private final CombinedReads reads;
    private final byte[] key;
    private final Answer<T> answer;
    private final CoreSubscriber<? super T> subscriber;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile long since;

    WaitingRead(CombinedReads reads, byte[] key, Answer<T> answer, CoreSubscriber<? super T> subscriber) {
        this.reads = reads;
        this.key = key;
        this.answer = answer;
        this.subscriber = subscriber;
    }

    /** Makes the answer to a subscriber. */
    @FunctionalInterface
    interface Answer<T> {

        /**
         * The answer.
         *
         * @param value what is under the key; {@code null} if there is nothing, or no string
         */
        T of(byte @Nullable [] value);
    }

    byte[] key() {
        return key;
    }

    @Override
    public void request(long demand) {
        if (Operators.validate(demand) && state.compareAndSet(State.IDLE, State.WAITING)) {
            since = System.nanoTime();
            reads.add(this);
        }
    }

    @Override
    public void cancel() {
        state.set(State.ENDED);
    }

    /** False once it was told or cancelled. */
    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /** How long it has been waiting, in nanoseconds. */
    long age() {
        return System.nanoTime() - since;
    }

    /** Tells what was there: null is nothing. */
    void found(byte @Nullable [] value) {
        reads.leave();
        if (end()) {
            try {
                tell(value);
            } catch (RuntimeException | Error thrown) {
                warn(thrown);
            }
        }
    }

    private void tell(byte @Nullable [] value) {
        T told;
        try {
            told = answer.of(value);
        } catch (RuntimeException unreadable) {
            subscriber.onError(unreadable);
            return;
        }
        subscriber.onNext(told);
        subscriber.onComplete();
    }

    /** Tells that there is no answer. */
    void fail(RemoteUnavailableException failure) {
        reads.leave();
        if (end()) {
            try {
                subscriber.onError(failure);
            } catch (RuntimeException | Error thrown) {
                warn(thrown);
            }
        }
    }

    private boolean end() {
        return state.compareAndSet(State.WAITING, State.ENDED);
    }

    /** Those who wait beside it are told all the same. */
    private static void warn(Throwable thrown) {
        LOG.warn("redis: a subscriber threw {}", thrown.getClass().getSimpleName());
    }
}
