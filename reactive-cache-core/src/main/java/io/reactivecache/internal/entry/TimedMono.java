package io.reactivecache.internal.entry;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A step, each of whose subscriptions is measured. */
final class TimedMono<T> extends MonoOperator<T, T> {

    private final Measures measures;
    private final StepTimes times;

    private TimedMono(Mono<T> source, Measures measures, StepTimes times) {
        super(source);
        this.measures = measures;
        this.times = times;
    }

    static <T> Mono<T> of(Mono<T> source, Measures measures, StepTimes times) {
        return onAssembly(new TimedMono<>(source, measures, times));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Timed<>(actual, measures, times));
    }

    private static final class Timed<T> implements CoreSubscriber<T>, Subscription {

        @SuppressWarnings("rawtypes") // of this class alone
        private static final AtomicIntegerFieldUpdater<Timed> ENDED =
                AtomicIntegerFieldUpdater.newUpdater(Timed.class, "ended");

        private final CoreSubscriber<? super T> actual;
        private final Measures measures;
        private final StepTimes times;
        private final long began;
        private @Nullable Subscription subscription;

        @SuppressWarnings("UnusedVariable") // by the updater
        private volatile int ended;

        Timed(CoreSubscriber<? super T> actual, Measures measures, StepTimes times) {
            this.actual = actual;
            this.measures = measures;
            this.times = times;
            this.began = measures.now();
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription source) {
            if (Operators.validate(subscription, source)) {
                subscription = source;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T value) {
            end();
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            end();
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            end();
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            subscribed().request(n);
        }

        @Override
        public void cancel() {
            end();
            subscribed().cancel();
        }

        @SuppressWarnings("NullAway") // nobody has this before it is there
        private Subscription subscribed() {
            return subscription;
        }

        private void end() {
            if (ENDED.compareAndSet(this, 0, 1)) {
                times.add(began, measures.now());
            }
        }
    }
}
