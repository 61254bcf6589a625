package io.reactivecache.internal.read;

import io.reactivecache.BulkAnswer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** The read of one key among those of a bulk read. */
final class KeyReading<K, V> implements CoreSubscriber<V> {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicReferenceFieldUpdater<KeyReading, Subscription> SOURCE =
            AtomicReferenceFieldUpdater.newUpdater(KeyReading.class, Subscription.class, "source");

    private final BulkReading<K, V> all;
    private final int index;
    private final K key;
    private final Context context;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile @Nullable Subscription source;

    private @Nullable V value;

    KeyReading(BulkReading<K, V> all, int index, K key, Context context) {
        this.all = all;
        this.index = index;
        this.key = key;
        this.context = context;
    }

    /** What such a read emits. */
    static <V> LocalFirst.Answer<V, V> value() {
        return (entry, local, freshness, fenced) -> entry.value();
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.setOnce(SOURCE, this, subscription)) {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(V found) {
        value = found;
    }

    @Override
    public void onError(Throwable failure) {
        all.answer(index, BulkAnswer.failed(key, failure));
    }

    @Override
    public void onComplete() {
        V found = value;
        all.answer(index, found == null ? BulkAnswer.absent(key) : BulkAnswer.of(key, found));
    }

    void cancel() {
        Operators.terminate(SOURCE, this);
    }
}
