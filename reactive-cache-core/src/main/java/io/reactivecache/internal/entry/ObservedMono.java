package io.reactivecache.internal.entry;

import io.reactivecache.spi.StepObservation;
import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/** A step, each of whose subscriptions is observed. */
final class ObservedMono<T> extends MonoOperator<T, T> {

    private final Function<Context, StepObservation> begin;

    private ObservedMono(Mono<T> source, Function<Context, StepObservation> begin) {
        super(source);
        this.begin = begin;
    }

    static <T> Mono<T> of(Mono<T> source, Function<Context, StepObservation> begin) {
        return onAssembly(new ObservedMono<>(source, begin));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Observed<>(actual, begin.apply(actual.currentContext())));
    }

    private static final class Observed<T> extends StepSubscriber<T> {

        private final StepObservation observation;
        private final Context context;

        Observed(CoreSubscriber<? super T> actual, StepObservation observation) {
            super(actual);
            this.observation = observation;
            this.context = observation.within(actual.currentContext());
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        void succeeded() {
            observation.succeeded();
        }

        @Override
        void failed(Throwable failure) {
            observation.failed(failure.getClass());
        }

        @Override
        void cancelled() {
            observation.cancelled();
        }
    }
}
