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
    private @Nullable Cursor cursor;

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
        List<Entry> entries = read(log, Math.min(wanted, MOST));
        if (entries.isEmpty()) {
            return false;
        }
        handing = true;
        worker.schedule(() -> hand(entries));
        return true;
    }

    private List<Entry> read(SegmentedLog log, long count) throws IOException {
        Cursor at = cursor == null ? new Cursor(log) : cursor;
        cursor = at;
        List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        while (entries.size() < count && bytes < MOST_BYTES) {
            Entry entry = at.next();
            if (entry == null) {
                break;
            }
            entries.add(entry);
            bytes += entry.payload().length;
        }
        return entries;
    }

    private void hand(List<Entry> entries) {
        for (Entry entry : entries) {
            if (!cancelled) {
                subscriber.onNext(entry);
            }
        }
        requested.accumulateAndGet(entries.size(), (wanted, done) -> wanted == Long.MAX_VALUE ? wanted : wanted - done);
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
