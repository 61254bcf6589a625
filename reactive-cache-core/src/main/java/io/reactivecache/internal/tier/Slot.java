package io.reactivecache.internal.tier;

import io.reactivecache.internal.entry.Entry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the local tier holds under a key: a flight, and later the entry it brought. Completing it with an entry keeps the
 * entry if the slot is still in the tier; completing it with {@code null} takes the slot out. A slot that was removed
 * meanwhile stays out: that is the fence of the local tier.
 *
 * <p>Never handed to callers: whoever cancelled it would cancel everybody's load.
 */
public final class Slot<V> extends CompletableFuture<Entry<V>> {

    private volatile @Nullable Flight<V> flight;
    private volatile boolean detached;
    private volatile int judged;

    /** A slot for a flight; without one, for an entry that is there already. */
    public Slot(@Nullable Flight<V> flight) {
        this.flight = flight;
    }

    static <V> Slot<V> of(Entry<V> entry) {
        Slot<V> slot = new Slot<>(null);
        slot.complete(entry);
        return slot;
    }

    /** The load in progress; {@code null} once it has ended. */
    public @Nullable Flight<V> flight() {
        return flight;
    }

    /** The entry; {@code null} while the flight is in progress and if it brought none. */
    public @Nullable Entry<V> entry() {
        return isDone() ? getNow(null) : null;
    }

    /** Ends the flight with the entry to keep, or {@code null} to keep none. */
    public void land(@Nullable Entry<V> entry) {
        complete(entry);
        flight = null;
    }

    /** The version of the markers by which its entry was last found valid. */
    int judged() {
        return judged;
    }

    void judged(int version) {
        judged = version;
    }

    /** True if the key was changed since the slot was taken: nobody finds it any more. */
    public boolean isDetached() {
        return detached;
    }

    void detach() {
        detached = true;
    }
}
