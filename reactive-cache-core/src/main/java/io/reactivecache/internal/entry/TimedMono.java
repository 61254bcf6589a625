package io.reactivecache.internal.entry;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

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

    private static final class Timed<T> extends StepSubscriber<T> {

        private final Measures measures;
        private final StepTimes times;
        private final long began;

        Timed(CoreSubscriber<? super T> actual, Measures measures, StepTimes times) {
            super(actual);
            this.measures = measures;
            this.times = times;
            this.began = measures.now();
        }

        @Override
        void succeeded() {
            add();
        }

        @Override
        void failed(Throwable failure) {
            add();
        }

        @Override
        void cancelled() {
            add();
        }

        private void add() {
            times.add(began, measures.now());
        }
    }
}
