package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes of a key that were given to the journal, which has not delivered them. Guarded by the state of the key. */
final class Awaited<K, V> {

    private final Map<Token, Due<K, V>> writes = new HashMap<>(2);

    void add(Due<K, V> due) {
        writes.put(due.pending.token(), due);
    }

    boolean contains(Due<K, V> due) {
        return writes.get(due.pending.token()) == due;
    }

    @Nullable
    Due<K, V> get(Token token) {
        return writes.get(token);
    }

    @Nullable
    Due<K, V> remove(Token token) {
        return writes.remove(token);
    }

    /** One is over. Removes those that are as well, as they are older; of some it shows only when they are answered. */
    List<Due<K, V>> removeOver(Due<K, V> over) {
        writes.values().forEach(due -> due.isOver(over));
        List<Due<K, V>> removed =
                writes.values().stream().filter(due -> due.isOver).toList();
        writes.values().removeAll(removed);
        return removed;
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /** The one that was appended last and is still to be applied. */
    @Nullable
    Due<K, V> newest() {
        Due<K, V> newest = null;
        for (Due<K, V> due : writes.values()) {
            if (isPending(due) && (newest == null || due.isBehind(newest))) {
                newest = due;
            }
        }
        return newest;
    }

    /** The place of the oldest that is still to be applied. */
    long oldest() {
        long oldest = Long.MAX_VALUE;
        for (Due<K, V> due : writes.values()) {
            oldest = isPending(due) ? Math.min(oldest, due.since) : oldest;
        }
        return oldest;
    }

    /** None up to a place is to be applied any more. */
    void supersede(long mark) {
        for (Due<K, V> due : writes.values()) {
            due.isSuperseded |= due.order > 0 && due.order <= mark;
        }
    }

    private boolean isPending(Due<K, V> due) {
        return due.order > 0 && !due.isSuperseded;
    }
}
