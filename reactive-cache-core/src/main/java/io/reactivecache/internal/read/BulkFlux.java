package io.reactivecache.internal.read;

import io.reactivecache.BulkAnswer;
import java.util.List;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The answers of many reads, each as soon as it is there. Reads that are under way and answers nobody has asked for yet are
 * together no more than may be side by side.
 */
final class BulkFlux<K, V> extends Flux<BulkAnswer<K, V>> {

    private final LocalFirst<K, V> path;
    private final List<K> keys;
    private final Terms<K, V> terms;
    private final int concurrency;
    private final Runnable begun;

    private BulkFlux(LocalFirst<K, V> path, List<K> keys, Terms<K, V> terms, int concurrency, Runnable begun) {
        this.path = path;
        this.keys = keys;
        this.terms = terms;
        this.concurrency = concurrency;
        this.begun = begun;
    }

    /**
     * The answers.
     *
     * @param concurrency how many are read side by side
     * @param begun runs as soon as all reads are under way
     */
    static <K, V> Flux<BulkAnswer<K, V>> of(
            LocalFirst<K, V> path, List<K> keys, Terms<K, V> terms, int concurrency, Runnable begun) {
        return onAssembly(new BulkFlux<>(path, keys, terms, concurrency, begun));
    }

    @Override
    public void subscribe(CoreSubscriber<? super BulkAnswer<K, V>> actual) {
        BulkReading<K, V> reading = new BulkReading<>(actual, path, keys, terms, concurrency, begun);
        actual.onSubscribe(reading);
        reading.drain();
    }
}
