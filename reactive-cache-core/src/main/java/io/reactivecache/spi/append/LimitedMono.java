package io.reactivecache.spi.append;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/** An operation, each of whose subscriptions has a time limit. */
final class LimitedMono<T> extends MonoOperator<T, T> {

    private final Deadlines deadlines;

    private LimitedMono(Mono<T> source, Deadlines deadlines) {
        super(source);
        this.deadlines = deadlines;
    }

    static <T> Mono<T> of(Mono<T> source, Deadlines deadlines) {
        return onAssembly(new LimitedMono<>(source, deadlines));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Limited<T> limited;
        try {
            limited = deadlines.begin(actual);
        } catch (RuntimeException refused) {
            Operators.error(actual, refused);
            return;
        }
        actual.onSubscribe(limited);
        source.subscribe(limited);
    }
}
