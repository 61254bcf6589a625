package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Lets reads through while the cache is open. */
public final class OpenStage<K, V> implements ReadStage<K, V> {

    private final Supplier<Mono<Void>> open;
    private final ReadStage<K, V> next;

    /**
     * The stage.
     *
     * @param open gives what completes while the cache is open and errors afterwards
     */
    public OpenStage(Supplier<Mono<Void>> open, ReadStage<K, V> next) {
        this.open = open;
        this.next = next;
    }

    @Override
    public Mono<Entry<V>> read(Read<K, V> read) {
        return Mono.defer(open).then(next.read(read));
    }
}
