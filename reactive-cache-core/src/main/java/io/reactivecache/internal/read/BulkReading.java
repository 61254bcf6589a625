package io.reactivecache.internal.read;

import io.reactivecache.BulkAnswer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One bulk read. Whoever has something to add (an answer, demand) drains; of several at the same time one does, and goes round
 * once more for the others. Answers are emitted in the order in which they came, at the same cost however many there are.
 */
final class BulkReading<K, V> implements Subscription {

    private final CoreSubscriber<? super BulkAnswer<K, V>> actual;
    private final LocalFirst<K, V> path;
    private final List<K> keys;
    private final Terms<K, V> terms;
    private final int concurrency;
    private final Runnable begun;
    private final AtomicReferenceArray<KeyReading<K, V>> reads;
    private final AtomicReferenceArray<BulkAnswer<K, V>> answers;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile boolean cancelled;
    private int started;
    private int emitted;
    private boolean isBegun;
    private boolean isEnded;

    BulkReading(
            CoreSubscriber<? super BulkAnswer<K, V>> actual,
            LocalFirst<K, V> path,
            List<K> keys,
            Terms<K, V> terms,
            int concurrency,
            Runnable begun) {
        this.actual = actual;
        this.path = path;
        this.keys = keys;
        this.terms = terms;
        this.concurrency = concurrency;
        this.begun = begun;
        this.reads = new AtomicReferenceArray<>(keys.size());
        this.answers = new AtomicReferenceArray<>(keys.size());
    }

    @Override
    public void request(long demand) {
        if (Operators.validate(demand)) {
            requested.accumulateAndGet(demand, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        for (int i = 0; i < keys.size(); i++) {
            KeyReading<K, V> read = reads.get(i);
            if (read != null) {
                read.cancel();
            }
        }
    }

    /** The read of a key has ended. */
    void answer(int key, BulkAnswer<K, V> answer) {
        reads.lazySet(key, null);
        answers.set(answered.getAndIncrement(), answer);
        drain();
    }

    /** Emits what is asked for, and begins to read what there is room for. */
    void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            emit();
            start();
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private void emit() {
        BulkAnswer<K, V> next = next();
        while (next != null) {
            answers.lazySet(emitted++, null);
            actual.onNext(next);
            next = next();
        }
        if (emitted == keys.size() && !isEnded && !cancelled) {
            isEnded = true;
            actual.onComplete();
        }
    }

    private @Nullable BulkAnswer<K, V> next() {
        return !cancelled && emitted < keys.size() && emitted < requested.get() ? answers.get(emitted) : null;
    }

    private void start() {
        while (started < keys.size() && started - emitted < concurrency && !cancelled) {
            start(started++);
        }
        if (!isBegun && (started == keys.size() || cancelled)) { // others may wait for what was begun
            isBegun = true;
            begun.run();
        }
    }

    private void start(int key) {
        KeyReading<K, V> read = new KeyReading<>(this, key, keys.get(key), actual.currentContext());
        reads.set(key, read);
        if (!cancelled) {
            path.read(keys.get(key), terms, KeyReading.<V>value()).subscribe(read);
        }
    }
}
