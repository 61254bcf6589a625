package io.reactivecache.builder;

import io.reactivecache.Durability;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.internal.writebehind.Pending;
import java.util.Optional;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A write, while the cache is open, that is answered once it is in memory. While there is room, and nobody waits for it, it goes from its caller to the
 * answer without an operator in between.
 */
final class EventualWrite<K, V> extends Mono<Position> {

    private final BehindPath<K, V> path;
    private final K key;
    private final Optional<V> value;
    private final WriteTerms terms;

    private EventualWrite(BehindPath<K, V> path, K key, Optional<V> value, WriteTerms terms) {
        this.path = path;
        this.key = key;
        this.value = value;
        this.terms = terms;
    }

    static <K, V> Mono<Position> of(BehindPath<K, V> path, K key, Optional<V> value, WriteTerms terms) {
        return onAssembly(new EventualWrite<>(path, key, value, terms));
    }

    @Override
    public void subscribe(CoreSubscriber<? super Position> actual) {
        if (path.gate.isClosed()) {
            Operators.error(actual, path.gate.refusal());
            return;
        }
        Pending<K, V> pending;
        boolean isAccepted;
        try {
            pending = path.pending(key, value, Durability.EVENTUAL, terms);
            isAccepted = path.acceptNow(pending);
        } catch (Throwable failure) { // of the codec of keys, a sizer or a clock that was given
            Operators.error(actual, Operators.onOperatorError(failure, actual.currentContext()));
            return;
        }
        if (isAccepted) {
            Operators.complete(actual);
        } else {
            path.accept(pending).subscribe(actual);
        }
    }
}
