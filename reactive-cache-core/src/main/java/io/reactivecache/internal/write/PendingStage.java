package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import reactor.core.publisher.Mono;

/** Watches the records of a put's key from before anything is done until the put has ended. */
public final class PendingStage<K, V> {

    private final PendingPuts<V> puts;
    private final WriteStage<K, V> next;

    public PendingStage(PendingPuts<V> puts, WriteStage<K, V> next) {
        this.puts = puts;
        this.next = next;
    }

    /** Emits the position of a put of this value. */
    public Mono<Position> put(Write<K, V> write, V value) {
        String key = write.encoded();
        return Mono.using(
                () -> puts.begin(key, write.token(), value),
                pending -> next.write(with(write, value, pending)),
                pending -> puts.end(key, pending));
    }

    private Write<K, V> with(Write<K, V> write, V value, PendingPut<V> pending) {
        return write.with(new Write.Put<>(value, pending));
    }
}
