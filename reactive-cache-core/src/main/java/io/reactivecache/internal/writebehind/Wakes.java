package io.reactivecache.internal.writebehind;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Whom to wake once no lock is held any more: what they do then may take any. */
final class Wakes {

    private final Queue<Runnable> sleepers = new ConcurrentLinkedQueue<>();

    void add(Runnable sleeper) {
        sleepers.add(sleeper);
    }

    /** Wakes all of them; to be called without a lock. */
    void run() {
        for (Runnable next = sleepers.poll(); next != null; next = sleepers.poll()) {
            next.run();
        }
    }
}
