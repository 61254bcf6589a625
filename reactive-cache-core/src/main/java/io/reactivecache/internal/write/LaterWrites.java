package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.spi.Token;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Writes whose batch is being written to the system of record, or has been: from before that until their last step the records
 * of their keys are watched, as {@link PendingStage} does for a put of its own. There are no more than the batches hold.
 */
public final class LaterWrites<K, V> {

    private final PendingPuts<V> puts;
    private final WriteStage<K, V> next;
    private final Map<Token, Write<K, V>> begun = new ConcurrentHashMap<>();

    /**
     * None.
     *
     * @param next takes the steps behind the system of record
     */
    public LaterWrites(PendingPuts<V> puts, WriteStage<K, V> next) {
        this.puts = puts;
        this.next = next;
    }

    /** Watches the key from here on; anew, if it did before. */
    public void begin(Write<K, V> write, Optional<V> value, Keep keep) {
        abandon(write.token());
        begun.put(write.token(), value.map(kept -> watched(write, kept, keep)).orElse(write));
    }

    private Write<K, V> watched(Write<K, V> write, V value, Keep keep) {
        return write.with(new Write.Put<>(value, puts.begin(write.encoded(), write.token(), value, keep)));
    }

    /** Takes the last steps of a write that was begun; may be repeated until it has succeeded. */
    public Mono<Position> finish(Token token) {
        return Mono.defer(() -> {
            Write<K, V> write = begun.get(token);
            return write == null ? Mono.empty() : next.write(write).doOnSuccess(done -> abandon(token));
        });
    }

    /** Watches its key no more. */
    public void abandon(Token token) {
        Write<K, V> write = begun.remove(token);
        if (write != null) {
            write.put().ifPresent(put -> puts.end(write.encoded(), put.pending()));
        }
    }

    /** How many there are. */
    public int size() {
        return begun.size();
    }
}
