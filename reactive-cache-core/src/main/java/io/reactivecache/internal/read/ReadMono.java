package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.Relay;
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
        Mono<Found<V>> found;
        try {
            found = path.miss(key, terms, actual.currentContext());
        } catch (Throwable failure) {
            fail(actual, failure);
            return;
        }
        found.subscribe(new Answering<>(actual, answer));
    }

    private static void fail(CoreSubscriber<?> actual, Throwable failure) {
        Operators.error(actual, Operators.onOperatorError(failure, actual.currentContext()));
    }

    /** Tells a caller what was found; an absence is no value. */
    private static final class Answering<V, R> extends Relay<Found<V>, R> {

        private final LocalFirst.Answer<V, R> answer;
        private boolean isFailed;

        Answering(CoreSubscriber<? super R> actual, LocalFirst.Answer<V, R> answer) {
            super(actual);
            this.answer = answer;
        }

        @Override
        public void onNext(Found<V> found) {
            if (found.entry().isAbsent()) {
                return;
            }
            R told;
            try {
                told = answer.of(found.entry(), found.local(), found.freshness(), found.fenced());
            } catch (Throwable failure) { // of a clock that was given
                isFailed = true;
                actual.onError(Operators.onOperatorError(failure, currentContext()));
                return;
            }
            actual.onNext(told);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            if (!isFailed) {
                actual.onComplete();
            }
        }
    }
}
