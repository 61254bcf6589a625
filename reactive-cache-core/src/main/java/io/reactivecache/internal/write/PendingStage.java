package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Keep;
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
    public Mono<Position> put(Write<K, V> write, V value, Keep keep) {
        return Mono.using(
                () -> puts.begin(write.encoded(), write.token(), value, keep),
                pending -> next.write(write.with(new Write.Put<>(value, pending))),
                pending -> puts.end(write.encoded(), pending));
    }
}
