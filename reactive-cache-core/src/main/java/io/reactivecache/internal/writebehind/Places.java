package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the writes of a key are that this node applies: one is in flight, one comes next, and one is held until it may. Guarded by
 * the state of the key, which moves them.
 */
final class Places<K, V> {

    @Nullable
    Due<K, V> next;

    @Nullable
    Due<K, V> flying;

    @Nullable
    Due<K, V> held;

    private Stream<Due<K, V>> delivered() {
        return Stream.of(Optional.ofNullable(next), Optional.ofNullable(flying)).flatMap(Optional::stream);
    }

    private Stream<Due<K, V>> ownDelivered() {
        return delivered().filter(due -> due.isOwn && due.isDeferred());
    }

    /** The DEFERRED write of this node that has this token. */
    @Nullable
    Due<K, V> own(Token token) {
        return ownDelivered()
                .filter(due -> due.pending.token().equals(token))
                .findFirst()
                .orElse(null);
    }

    /** A write of this node is over; so are the older ones. */
    void isOver(Due<K, V> over) {
        ownDelivered().forEach(due -> due.isOver(over));
    }

    /** True if an entry is that of a write here, or older. */
    boolean cover(Entry entry) {
        return delivered().anyMatch(due -> due.covers(entry));
    }

    /** True if an entry is that of a write here. */
    boolean have(Entry entry) {
        return delivered().anyMatch(due -> due.has(entry));
    }

    /** Removes what is not in flight and has a place up to a mark. */
    List<Due<K, V>> removeUpTo(long mark) {
        List<Due<K, V>> removed = new ArrayList<>(1);
        if (held != null && held.order <= mark) {
            removed.add(held);
            held = null;
        }
        if (next != null && next.order <= mark) {
            removed.add(next);
            next = null;
        }
        return removed;
    }

    /** How many are in no journal. */
    int eventual() {
        return eventual(next) + eventual(flying) + eventual(held);
    }

    private int eventual(@Nullable Due<K, V> due) {
        return due == null || due.isDeferred() ? 0 : 1;
    }

    /** The newest; what is awaited is older than what is held and newer than the others. */
    @Nullable
    Due<K, V> newest(@Nullable Due<K, V> awaited) {
        Due<K, V> appended = held == null ? awaited : held;
        return appended != null ? appended : next != null ? next : flying;
    }

    /** The place of the oldest write that one here stands for. */
    long oldest() {
        return Math.min(since(held), Math.min(since(next), since(flying)));
    }

    private long since(@Nullable Due<K, V> due) {
        return due == null ? Long.MAX_VALUE : due.since;
    }
}
