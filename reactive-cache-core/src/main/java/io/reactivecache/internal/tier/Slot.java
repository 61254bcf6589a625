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
public sealed class Slot<V> extends CompletableFuture<Entry<V>> {

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

    /** A slot for a load from where the right values are, begun at a time by the clock that bounds staleness. */
    public static <V> Slot<V> loadedFrom(@Nullable Flight<V> flight, long began) {
        return new Own<>(flight, began);
    }

    /** The time as of which what is here is right by itself, whatever this node has applied; the least there is if unknown. */
    public long rightAsOf() {
        return Long.MIN_VALUE;
    }

    /** The load in progress; {@code null} once it has ended. */
    public @Nullable Flight<V> flight() {
        return flight;
    }

    /** The entry; {@code null} while the flight is in progress and if it brought none. */
    public @Nullable Entry<V> entry() {
        return isDone() ? getNow(null) : null;
    }

    /** Notes that the flight is going to land with what was there before: it does not make that any newer. */
    public void landsWithFormer() {}

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

    /** A slot apart, so that it alone pays for the time it keeps. */
    private static final class Own<V> extends Slot<V> {

        private volatile long began;

        Own(@Nullable Flight<V> flight, long began) {
            super(flight);
            this.began = began;
        }

        @Override
        public long rightAsOf() {
            return began;
        }

        @Override
        public void landsWithFormer() {
            began = Long.MIN_VALUE;
        }
    }
}
