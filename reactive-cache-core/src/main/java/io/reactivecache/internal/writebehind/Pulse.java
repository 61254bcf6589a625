package io.reactivecache.internal.writebehind;

import java.util.concurrent.atomic.AtomicLong;

/** Whether the system of record is there, as the writes that succeed and fail show it. */
final class Pulse {

    private static final long NEVER = -1;

    private final AtomicLong beats = new AtomicLong();
    private volatile long failedAt = NEVER;

    /** Some writes have succeeded. */
    void succeeded() {
        beats.incrementAndGet();
    }

    /** A batch of several writes has failed, for the first time or whole again. */
    void failed() {
        failedAt = beats.get();
    }

    /** How often writes have succeeded so far. */
    long beats() {
        return beats.get();
    }

    /** True if writes have succeeded since then. */
    boolean isAliveSince(long then) {
        return beats.get() > then;
    }

    /** True if a batch has failed and nothing has succeeded since: it may be away. */
    boolean isTroubled() {
        return failedAt == beats.get();
    }
}
