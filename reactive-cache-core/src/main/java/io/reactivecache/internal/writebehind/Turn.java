package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** The turn of one IMMEDIATE write among the pending ones of its key. */
final class Turn<K, V> {

    private final KeyState<K, V> state;
    private final Sinks.Empty<Void> begun = Sinks.unsafe().empty();
    private volatile boolean hasBegun;
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
        hasBegun = true;
        wakes.add(begun::tryEmitEmpty);
    }

    /**
     * Completes when the turn begins: at once, or on the scheduler. Otherwise the turns that one batch was in the way of would run
     * inside of each other, which would overflow the stack.
     */
    Mono<Void> begun(Scheduler scheduler) {
        return hasBegun ? Mono.empty() : begun.asMono().publishOn(scheduler);
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
