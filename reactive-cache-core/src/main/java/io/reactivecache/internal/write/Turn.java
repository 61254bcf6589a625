package io.reactivecache.internal.write;

import io.reactivecache.internal.run.Alarms;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One write's place in the line of its key.
 *
 * <pre>
 * WAITING -> GIVEN     the line has come to it
 *         -> OVER      cancelled, late, or closed: it leaves the line
 * GIVEN   -> HELD      the write begins
 *         -> OVER      cancelled before it could begin: the next one's turn
 * HELD    -> OVER      the write has ended: the next one's turn
 * </pre>
 *
 * <p>Each arrow is taken once, by whoever is first, and who takes one to OVER makes it leave the line: so it leaves once, and
 * nobody can hold what a canceller has left.
 */
public final class Turn {

    private enum State {
        WAITING,
        GIVEN,
        HELD,
        OVER
    }

    private final String key;
    private final Turns turns;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Sinks.One<Turn> given = Sinks.one();
    private volatile @Nullable Disposable alarm;

    Turn(String key, Turns turns) {
        this.key = key;
        this.turns = turns;
    }

    String key() {
        return key;
    }

    Mono<Turn> given() {
        return given.asMono();
    }

    /** Sets the time until when it may wait. */
    void limit(Alarms alarms, Duration limit, Runnable late) {
        alarm = alarms.after(limit, late);
        if (state.get() != State.WAITING) {
            callOff();
        }
    }

    private void callOff() {
        Disposable set = alarm;
        if (set != null) {
            set.dispose();
        }
    }

    /** The line has come to it; false if it does not wait any more. */
    boolean give() {
        return state.compareAndSet(State.WAITING, State.GIVEN);
    }

    /** Lets who waits for it hear that it was given. */
    void tell() {
        callOff();
        given.tryEmitValue(this);
    }

    /** Begins; false if it was given up before. */
    public boolean hold() {
        return state.compareAndSet(State.GIVEN, State.HELD);
    }

    /** Gives up waiting with an error. */
    void refuse(Throwable reason) {
        if (state.compareAndSet(State.WAITING, State.OVER)) {
            turns.left(this);
            given.tryEmitError(reason);
        }
    }

    /** Gives it up if it has not begun. */
    public void giveUp() {
        callOff();
        if (state.compareAndSet(State.WAITING, State.OVER) || state.compareAndSet(State.GIVEN, State.OVER)) {
            turns.left(this);
        }
    }

    /** Ends it, once. */
    public void end() {
        if (state.getAndSet(State.OVER) != State.OVER) {
            turns.left(this);
        }
    }
}
