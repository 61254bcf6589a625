package io.reactivecache.internal.read;

import io.reactivecache.CacheLoader;
import io.reactivecache.internal.entry.Entry;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A read, made anew for each subscriber. A local hit is emitted on the subscribing thread at the first request. */
final class ReadMono<K, V, R> extends Mono<R> {

    private final LocalFirst<K, V> path;
    private final K key;
    private final CacheLoader<? super K, ? extends V> loader;
    private final LocalFirst.Answer<V, R> answer;

    private ReadMono(
            LocalFirst<K, V> path, K key, CacheLoader<? super K, ? extends V> loader, LocalFirst.Answer<V, R> answer) {
        this.path = path;
        this.key = key;
        this.loader = loader;
        this.answer = answer;
    }

    static <K, V, R> Mono<R> of(
            LocalFirst<K, V> path, K key, CacheLoader<? super K, ? extends V> loader, LocalFirst.Answer<V, R> answer) {
        return onAssembly(new ReadMono<>(path, key, loader, answer));
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Entry<V> entry;
        try {
            entry = path.find(key);
        } catch (Throwable failure) { // of the key's own equals or hashCode, or of a clock that was given
            Operators.error(actual, Operators.onOperatorError(failure, actual.currentContext()));
            return;
        }
        if (entry != null) {
            actual.onSubscribe(Operators.scalarSubscription(actual, answer.of(entry, true)));
        } else {
            path.miss(key, loader).map(missed -> answer.of(missed, false)).subscribe(actual);
        }
    }
}
