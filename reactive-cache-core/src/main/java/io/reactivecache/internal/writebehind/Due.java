package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.spi.JournalEvent.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A write on its way through the engine, with the room it has and the entry of the journal that is forgotten once it is applied.
 * The entry may be that of an older write of the key, whose place a write that is in no journal has taken.
 *
 * <p>What can change is guarded by the state of the key.
 */
final class Due<K, V> {

    private static final long UNKNOWN = -1;

    final Pending<K, V> pending;
    final long bytes;
    private final Budget budget;
    final boolean isOwn;

    /** Its place in the order of the key's writes; 0 while it has none. */
    long order;

    /** The place of what came last before it was given to the journal. */
    private long begun;

    /** Which of the key's entries it is in the journal. */
    private long sequence = UNKNOWN;

    /** The last sequence of which is known that everything up to it is over. */
    private long overUpTo = UNKNOWN;

    /** True if another node has applied it, or a newer one. */
    boolean isOver;

    /** The place of the oldest write it stands for. */
    long since;

    @Nullable
    Entry entry;

    /** True if the entry belongs to another node now. */
    volatile boolean isWithdrawn;

    /**
     * Writes of other nodes whose place it has taken, the last of each node: theirs are to be told when it has been applied, and
     * until then their entries and their room are kept. The earlier ones a node knows to be over by itself.
     */
    private final List<Due<K, V>> passed = new ArrayList<>(0);

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

    /** It is given to the journal now. */
    void begin(long place) {
        begun = place;
    }

    /** The journal has it. */
    void appended(long at) {
        sequence = at;
        isOver |= at <= overUpTo;
    }

    /** Another is over, of the same node. So is this one if it is the older. */
    void isOver(Due<K, V> other) {
        isOver |= other.isBehind(this);
        overUpTo = Math.max(overUpTo, other.sequence);
    }

    /**
     * True if it was appended behind another, as far as is known yet: after that one was answered, or behind it in the journal. A
     * journal that was lost may count anew.
     */
    boolean isBehind(Due<K, V> other) {
        if (isAfter(other) || other.isAfter(this)) {
            return isAfter(other);
        }
        return other.sequence != UNKNOWN && other.sequence < sequence;
    }

    /** True if it was given to the journal when another had been answered. */
    private boolean isAfter(Due<K, V> other) {
        return other.order > 0 && other.order <= begun;
    }

    /** True if an entry it stands for is in a partition. */
    boolean isOf(int partition) {
        return entries().anyMatch(at -> at.partition() == partition);
    }

    /** True if an entry it stands for is this one, or came after it. */
    boolean covers(Entry other) {
        return entries().anyMatch(at -> at.partition() == other.partition() && at.sequence() >= other.sequence());
    }

    /** True if it stands for this entry. */
    boolean has(Entry other) {
        return entries().anyMatch(at -> at.partition() == other.partition() && at.sequence() == other.sequence());
    }

    /** Takes the place of an older write. Gives those that nobody has to be told of. */
    List<Due<K, V>> pass(Due<K, V> old) {
        List<Due<K, V>> untold = new ArrayList<>(1);
        old.passed.forEach(each -> pass(each, untold));
        old.passed.clear();
        pass(old, untold);
        return untold;
    }

    private void pass(Due<K, V> old, List<Due<K, V>> untold) {
        if (old.isOwn || old.node() == node()) {
            untold.add(old);
            return;
        }
        passed.stream().filter(each -> each.node() == old.node()).findFirst().ifPresent(each -> {
            passed.remove(each);
            untold.add(each);
        });
        passed.add(old);
    }

    private long node() {
        return pending.token().node();
    }

    /** The writes that others are to be told of when it has been applied. */
    List<Due<K, V>> passed() {
        return passed;
    }

    /** The entries it stands for, if any. */
    Stream<Entry> entries() {
        return Stream.concat(passed.stream(), Stream.of(this))
                .map(due -> due.entry)
                .filter(Objects::nonNull);
    }

    /** Another node is to tell of them. */
    void letPassed() {
        passed.forEach(Due::giveBack);
        passed.clear();
    }

    /** Gives back the room it has, and that of the writes it has passed. */
    void giveBack() {
        letPassed();
        budget.give(bytes);
    }
}
