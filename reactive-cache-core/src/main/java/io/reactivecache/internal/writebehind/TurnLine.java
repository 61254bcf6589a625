package io.reactivecache.internal.writebehind;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The turn of a key that has begun, if any, and those that wait, first come, first served. Guarded by the state of the key. */
final class TurnLine<K, V> {

    private final Wakes wakes;
    private @Nullable Deque<Turn<K, V>> waiting;
    private @Nullable Turn<K, V> holder;

    TurnLine(Wakes wakes) {
        this.wakes = wakes;
    }

    void add(Turn<K, V> turn) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        waiting.add(turn);
    }

    /** True while a turn has begun and has not ended. */
    boolean isHeld() {
        return holder != null;
    }

    /** True if there is none, begun or not. */
    boolean isEmpty() {
        return holder == null && (waiting == null || waiting.isEmpty());
    }

    /**
     * Begins the first that waits, unless one has begun already; tells whether it did.
     *
     * @param order the last place in the order of the key before it
     */
    boolean begin(long order) {
        Turn<K, V> first = holder == null && waiting != null ? waiting.poll() : null;
        if (first == null) {
            return false;
        }
        holder = first;
        first.begin(order, wakes);
        return true;
    }

    /** It has ended, or is not waited for any more. */
    void remove(Turn<K, V> turn) {
        if (waiting != null) {
            waiting.remove(turn);
        }
        if (holder == turn) {
            holder = null;
        }
    }

    /** Tells those that wait that they never begin. */
    void refuse() {
        if (waiting != null) {
            waiting.forEach(turn -> turn.refuse(wakes));
            waiting.clear();
        }
    }
}
