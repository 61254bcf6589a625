package io.reactivecache.test.fault;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Holds operations until the test lets them go, first come first served. Open at first. Safe to use from many threads;
 * what is let go goes on in the thread of the test.
 */
public final class Turnstile implements Fault {

    private final Queue<Sinks.Empty<Void>> waiting = new ArrayDeque<>();
    private boolean open = true;
    private long permits;

    /** Holds all that comes from here on. */
    public synchronized void hold() {
        open = false;
        permits = 0;
    }

    /** Lets go all that is held, and whatever comes from here on. */
    public void open() {
        synchronized (this) {
            open = true;
        }
        letGo();
    }

    /**
     * Lets go some of what is held, or of what comes.
     *
     * @param count how many
     */
    public void release(int count) {
        synchronized (this) {
            permits += count;
        }
        letGo();
    }

    /**
     * How many are held.
     *
     * @return the number now
     */
    public synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public Mono<Void> pass() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> turn = Sinks.empty();
            synchronized (this) {
                waiting.add(turn);
            }
            letGo();
            return turn.asMono().doOnCancel(() -> forget(turn));
        });
    }

    private synchronized void forget(Sinks.Empty<Void> turn) {
        waiting.remove(turn);
    }

    /** Signals outside the lock: what goes on may come here again. */
    private void letGo() {
        for (Sinks.Empty<Void> turn = next(); turn != null; turn = next()) {
            turn.tryEmitEmpty();
        }
    }

    private synchronized Sinks.@Nullable Empty<Void> next() {
        if (waiting.isEmpty() || !open && permits == 0) {
            return null;
        }
        permits = open ? 0 : permits - 1;
        return waiting.poll();
    }
}
