package io.reactivecache.internal.writebehind;

import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Whether the system of record is there, as the writes that succeed and fail show it. */
final class Pulse {

    private static final long NEVER = -1;

    private final AtomicLong beats = new AtomicLong();
    private final Sinks.Many<Boolean> listeners = Sinks.many().multicast().directBestEffort();
    private volatile long failedAt = NEVER;

    /** Some writes have succeeded. */
    void succeeded() {
        beats.incrementAndGet();
        if (listeners.currentSubscriberCount() > 0) {
            listeners.tryEmitNext(true);
        }
    }

    /** Completes when writes succeed next. It may miss that if others succeed at the same time, so there is to be a pause beside it. */
    Mono<Void> next() {
        return listeners.asFlux().next().then();
    }

    /**
     * A batch of several writes has failed, for the first time or whole again. True if the last that was heard before was that others
     * succeed.
     */
    boolean failed() {
        long now = beats.get();
        boolean isNews = now > 0 && failedAt != now;
        failedAt = now;
        return isNews;
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
