package io.reactivecache.redis;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An event loop that comes to what it was called for when the test says so. */
final class HandLoop implements Executor {

    private final Queue<Runnable> calls = new ArrayDeque<>();
    private boolean closed;
    private boolean running;

    @Override
    public void execute(Runnable call) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        calls.add(call);
    }

    /** How often it was called and has not come yet. */
    int calls() {
        return calls.size();
    }

    /** Comes to the first call. */
    void turn() {
        run(calls.remove());
    }

    /** Does something of its own accord. */
    void run(Runnable own) {
        running = true;
        try {
            own.run();
        } finally {
            running = false;
        }
    }

    /** True while it does something. */
    boolean isRunning() {
        return running;
    }

    /** Takes no more calls. */
    void close() {
        closed = true;
    }
}
