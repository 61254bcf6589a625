package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.internal.entry.Entry;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A read, made anew for each subscriber. A local hit is emitted on the subscribing thread at the first request. */
final class ReadMono<K, V, R> extends Mono<R> {

    private final LocalFirst<K, V> path;
    private final K key;
    private final Terms<K, V> terms;
    private final LocalFirst.Answer<V, R> answer;

    private ReadMono(LocalFirst<K, V> path, K key, Terms<K, V> terms, LocalFirst.Answer<V, R> answer) {
        this.path = path;
        this.key = key;
        this.terms = terms;
        this.answer = answer;
    }

    static <K, V, R> Mono<R> of(LocalFirst<K, V> path, K key, Terms<K, V> terms, LocalFirst.Answer<V, R> answer) {
        return onAssembly(new ReadMono<>(path, key, terms, answer));
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Entry<V> entry;
        try {
            entry = path.find(key, terms);
        } catch (Throwable failure) { // of the key's own equals or hashCode, or of a clock that was given
            fail(actual, failure);
            return;
        }
        if (entry == null) {
            miss(actual);
        } else if (entry.isAbsent()) {
            Operators.complete(actual);
        } else {
            R here = answer.of(entry, true, Freshness.FRESH, false);
            actual.onSubscribe(Operators.scalarSubscription(actual, here));
        }
    }

    private void miss(CoreSubscriber<? super R> actual) {
        Mono<R> answered;
        try {
            answered = path.miss(key, terms, actual.currentContext()).mapNotNull(this::answer);
        } catch (Throwable failure) {
            fail(actual, failure);
            return;
        }
        answered.subscribe(actual);
    }

    private static void fail(CoreSubscriber<?> actual, Throwable failure) {
        Operators.error(actual, Operators.onOperatorError(failure, actual.currentContext()));
    }

    private @Nullable R answer(Found<V> found) {
        return found.entry().isAbsent()
                ? null
                : answer.of(found.entry(), found.local(), found.freshness(), found.fenced());
    }
}
