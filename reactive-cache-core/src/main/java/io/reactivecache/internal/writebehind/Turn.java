package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The turn of one IMMEDIATE write among the pending ones of its key. */
final class Turn<K, V> {

    private final KeyState<K, V> state;
    private final Sinks.Empty<Void> begun = Sinks.unsafe().empty();
    private long mark;

    Turn(KeyState<K, V> state) {
        this.state = state;
    }

    /** The last place in the order of the key before the turn began. */
    long mark() {
        return mark;
    }

    void begin(long order, Wakes wakes) {
        mark = order;
        wakes.add(begun::tryEmitEmpty);
    }

    /** Completes when the turn begins. */
    Mono<Void> begun() {
        return begun.asMono();
    }

    /** The write has succeeded; gives the entries that are not needed any more. */
    List<Entry> succeeded() {
        return state.succeeded(this);
    }

    /** Ends the turn, or the wait for it. */
    void end() {
        state.ended(this);
    }
}
