package io.reactivecache.internal.writebehind;

import java.util.List;
import java.util.function.Supplier;
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

    /** It will never begin, as what is in its way never lands. */
    void refuse(Wakes wakes) {
        wakes.add(begun::tryEmitEmpty);
    }

    /**
     * Completes when the turn begins: at once, or on the scheduler. Otherwise the turns that one batch was in the way of would run
     * inside of each other, which would overflow the stack.
     *
     * @param refusal what it errors with if it is refused
     */
    Mono<Void> begun(Scheduler scheduler, Supplier<? extends Throwable> refusal) {
        return hasBegun ? Mono.empty() : begun.asMono().publishOn(scheduler).then(asked(refusal));
    }

    private Mono<Void> asked(Supplier<? extends Throwable> refusal) {
        return Mono.defer(() -> hasBegun ? Mono.empty() : Mono.error(refusal));
    }

    /** The write has succeeded; gives the older ones that are not applied any more. */
    List<Due<K, V>> succeeded() {
        return state.succeeded(this);
    }

    /** Ends the turn, or the wait for it. */
    void end() {
        state.ended(this);
    }
}
