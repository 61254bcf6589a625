package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * Hands what was fetched to the subscriber of the time, as much as it asks for, on the thread that fetches or on the one
 * that asks. Another subscriber takes over where the one before has left, until the outlet is closed.
 */
final class DrainOutlet {

    private final Deliveries deliveries;
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile @Nullable Subscriber subscriber;
    private boolean closed;

    /** A subscriber, and the round of deliveries that is its own. */
    private record Subscriber(FluxSink<JournalEvent> sink, long round) {}

    DrainOutlet(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Lets a subscriber in and delivers again what was not acknowledged; false if the outlet is closed. */
    synchronized boolean open(FluxSink<JournalEvent> sink) {
        if (closed) {
            return false;
        }
        subscriber = new Subscriber(sink, deliveries.rewind());
        return true;
    }

    synchronized boolean isTaken() {
        return subscriber != null;
    }

    /** Lets a subscriber go, unless another one is there. */
    synchronized void leave(FluxSink<JournalEvent> sink) {
        if (subscriber != null && subscriber.sink() == sink) {
            subscriber = null;
        }
    }

    /** Closes it if nobody is there. */
    synchronized boolean closeIfLeft() {
        closed |= subscriber == null;
        return closed;
    }

    /** Closes it, with an error for who is there. */
    void close(Throwable reason) {
        Subscriber last = closed();
        if (last != null) {
            last.sink().error(reason);
        }
    }

    private synchronized @Nullable Subscriber closed() {
        closed = true;
        Subscriber last = subscriber;
        subscriber = null;
        return last;
    }

    /** One thread at a time hands on; what others come with meanwhile is its to do. */
    void handOn() {
        if (rounds.getAndIncrement() == 0) {
            int missed = 1;
            while (missed != 0) {
                handOnAll();
                missed = rounds.addAndGet(-missed);
            }
        }
    }

    private void handOnAll() {
        Subscriber to = subscriber;
        while (to != null && !to.sink().isCancelled() && to.sink().requestedFromDownstream() > 0) {
            Optional<JournalEvent> next = deliveries.next(to.round());
            if (next.isEmpty()) {
                return;
            }
            to.sink().next(next.get());
        }
    }
}
