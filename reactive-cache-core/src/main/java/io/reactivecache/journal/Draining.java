package io.reactivecache.journal;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler.Worker;

/**
 * The subscriber of a drain. The journal's thread reads a few entries of those that were asked for, and no more before they
 * were handed over, which a worker does.
 */
final class Draining implements Subscription {

    private static final int MOST = 256;
    private static final int MOST_BYTES = 1024 * 1024;

    private final Subscriber<? super JournalEvent> subscriber;
    private final Worker worker;
    private final JournalThread journal;
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean handing;
    private volatile boolean cancelled;
    private @Nullable Backlog backlog;

    Draining(Subscriber<? super JournalEvent> subscriber, Worker worker, JournalThread journal) {
        this.subscriber = subscriber;
        this.worker = worker;
        this.journal = journal;
    }

    /** Reads what comes next, if it is wanted. Tells whether there was something. Called by the journal's thread. */
    boolean serve(SegmentedLog log) throws IOException {
        long wanted = requested.get();
        if (handing || cancelled || wanted == 0) {
            return false;
        }
        List<JournalEvent> events = read(log, Math.min(wanted, MOST));
        if (events.isEmpty()) {
            return false;
        }
        handing = true;
        worker.schedule(() -> hand(events));
        return true;
    }

    private List<JournalEvent> read(SegmentedLog log, long count) throws IOException {
        Backlog from = backlog == null ? new Backlog(log) : backlog;
        backlog = from;
        List<JournalEvent> events = new ArrayList<>();
        int bytes = 0;
        while (events.size() < count && bytes < MOST_BYTES) {
            JournalEvent event = from.next();
            if (event == null) {
                break;
            }
            events.add(event);
            bytes += event instanceof Entry entry ? entry.payload().length : 0;
        }
        return events;
    }

    private void hand(List<JournalEvent> events) {
        for (JournalEvent event : events) {
            if (!cancelled) {
                subscriber.onNext(event);
            }
        }
        requested.accumulateAndGet(events.size(), (wanted, done) -> wanted == Long.MAX_VALUE ? wanted : wanted - done);
        handing = false;
        journal.wake();
    }

    /** Ends it, after what was read was handed over. */
    void fail(JournalException failure) {
        worker.schedule(() -> {
            if (!cancelled) {
                cancelled = true;
                subscriber.onError(failure);
            }
        });
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            requested.accumulateAndGet(n, Operators::addCap);
            journal.wake();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        journal.left(this);
    }
}
