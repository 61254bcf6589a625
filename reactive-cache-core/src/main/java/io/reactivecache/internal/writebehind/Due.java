package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.spi.JournalEvent.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A write on its way through the engine, with the room it has and the entry of the journal that is forgotten once it is applied.
 * The entry may be that of an older write of the key, whose place a write that is in no journal has taken.
 *
 * <p>What can change is guarded by the state of the key.
 */
final class Due<K, V> {

    final Pending<K, V> pending;
    final long bytes;
    private final Budget budget;
    final boolean isOwn;

    /** Its place in the order of the key's writes; 0 while it has none. */
    long order;

    /** The place of the oldest write it stands for. */
    long since;

    @Nullable
    Entry entry;

    /** True if the entry belongs to another node now. */
    volatile boolean isWithdrawn;

    /** True if it came too late to be accepted. */
    boolean isRefused;

    /** True if it is not to be applied any more: a newer write was applied already. */
    boolean isSuperseded;

    /**
     * A write that has room.
     *
     * @param isOwn true if this node accepted it in this life
     */
    Due(Pending<K, V> pending, long bytes, Budget budget, boolean isOwn) {
        this.pending = pending;
        this.bytes = bytes;
        this.budget = budget;
        this.isOwn = isOwn;
    }

    boolean isDeferred() {
        return pending.durability() == Durability.DEFERRED;
    }

    void order(long place) {
        order = place;
        since = place;
    }

    /** True if its entry is in a partition. */
    boolean isOf(int partition) {
        Entry at = entry;
        return at != null && at.partition() == partition;
    }

    /** True if its entry is this one, or came after it. */
    boolean covers(Entry other) {
        Entry at = entry;
        return at != null && at.partition() == other.partition() && at.sequence() >= other.sequence();
    }

    /** True if its entry is this one. */
    boolean has(Entry other) {
        Entry at = entry;
        return at != null && at.partition() == other.partition() && at.sequence() == other.sequence();
    }

    /** The entry of a write that has one. */
    Entry entry() {
        return Objects.requireNonNull(entry, "entry");
    }

    void giveBack() {
        budget.give(bytes);
    }
}
