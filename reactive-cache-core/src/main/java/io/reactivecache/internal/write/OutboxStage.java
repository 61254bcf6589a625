package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Lets a write whose announcement fails wait in the outbox, as an invalidation of its key, and complete without a
 * position; and so a write of a node that has never reached the log. While something waits there the next ones join it
 * at once: who is known not to listen need not be called again by each.
 *
 * <p>Where the cache itself is the truth a put cannot wait: nobody would have its value.
 */
public final class OutboxStage<K, V> implements WriteStage<K, V> {

    private final Outbox<Object> outbox;
    private final boolean newestWins;
    private final Function<Write<K, V>, Mono<Write<K, V>>> anew;
    private final Consumer<Write<K, V>> heed;
    private final WriteStage<K, V> next;

    /**
     * The stage.
     *
     * @param anew begins the invalidation of a write's key again, in the log as it is by then
     * @param heed lets this node heed a write that waits: until now it may have taken the old value from the remote
     *     tier
     */
    public OutboxStage(
            Outbox<Object> outbox,
            boolean newestWins,
            Function<Write<K, V>, Mono<Write<K, V>>> anew,
            Consumer<Write<K, V>> heed,
            WriteStage<K, V> next) {
        this.outbox = outbox;
        this.newestWins = newestWins;
        this.anew = anew;
        this.heed = heed;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        if (newestWins && write.put().isPresent()) {
            return next.write(write);
        }
        return Mono.defer(() -> write.place().isEmpty() || outbox.size() > 0
                ? queued(write)
                : next.write(write).onErrorResume(Outbox::isUnannounced, failure -> queued(write)));
    }

    /** A put that waits has no value to keep any more: by then another write may be the newer. */
    private Mono<Position> queued(Write<K, V> write) {
        write.put().ifPresent(put -> put.pending().abandon());
        Mono<Position> again = anew.apply(write).flatMap(next::write);
        return outbox.add(write.encoded(), again)
                .onErrorMap(full -> new WriteFailedException(Step.ANNOUNCE, false, full))
                .then(Mono.fromRunnable(() -> heed.accept(write)));
    }
}
