package io.reactivecache.internal.read;

import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What of the local tier may answer a read. Decided once for each read, <em>before</em> it looks into the tier: what it finds
 * afterwards reflects at least what was known when it was decided.
 *
 * <p>On a node that is isolated a value may answer for so long after its own load began as the cache allows staleness: it
 * was right then, whatever this node has missed since. So may a load that is still running.
 */
final class Trust {

    /** This node is not isolated. */
    static final Trust FULL = new Trust(false, Long.MIN_VALUE, Long.MIN_VALUE);

    /** This node is isolated, and what it has answers all the same. */
    static final Trust MARKED = new Trust(true, Long.MIN_VALUE, Long.MIN_VALUE);

    private final boolean isolated;
    private final long now;
    private final long oldest;

    private Trust(boolean isolated, long now, long oldest) {
        this.isolated = isolated;
        this.now = now;
        this.oldest = oldest;
    }

    /**
     * This node is isolated, and only what is right by itself answers.
     *
     * @param now the time, by the clock that bounds staleness
     * @param oldest what began to be loaded before that answers no more
     */
    static Trust since(long now, long oldest) {
        return new Trust(true, now, oldest);
    }

    /** True if this node is isolated. */
    boolean isIsolated() {
        return isolated;
    }

    /** True if whatever the local tier has may answer. */
    boolean isWhole() {
        return oldest == Long.MIN_VALUE;
    }

    /** True if what is in a slot, or is being loaded there, may answer. */
    boolean covers(Slot<?> slot) {
        return isWhole() || slot.rightAsOf() > oldest;
    }

    /** A slot for a load that such a read begins. */
    <V> Slot<V> slot(@Nullable Flight<V> flight) {
        return isWhole() ? new Slot<>(flight) : Slot.loadedFrom(flight, now);
    }
}
