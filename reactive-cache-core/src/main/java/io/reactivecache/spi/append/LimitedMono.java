package io.reactivecache.spi.append;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/** An operation, each of whose subscriptions has a time limit. */
final class LimitedMono<T> extends MonoOperator<T, T> {

    private final Deadlines deadlines;
    private final boolean quiet;

    private LimitedMono(Mono<T> source, Deadlines deadlines, boolean quiet) {
        super(source);
        this.deadlines = deadlines;
        this.quiet = quiet;
    }

    static <T> Mono<T> of(Mono<T> source, Deadlines deadlines, boolean quiet) {
        return onAssembly(new LimitedMono<>(source, deadlines, quiet));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Limited<T> limited;
        try {
            limited = deadlines.begin(actual, quiet);
        } catch (RuntimeException refused) {
            Operators.error(actual, refused);
            return;
        }
        actual.onSubscribe(limited);
        source.subscribe(limited);
    }
}
