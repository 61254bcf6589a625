package io.reactivecache.spi;

import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/** The subscriber of the drain of an {@link InProcessWriteJournal}. Whoever finds nobody else doing so hands over. */
final class InProcessDrain implements Subscription {

    private final Subscriber<? super JournalEvent> subscriber;
    private final InProcessWriteJournal journal;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger drainers = new AtomicInteger();
    private volatile boolean cancelled;
    private final long end;
    private long delivered = -1;
    private boolean isCaughtUp;

    /**
     * A drain.
     *
     * @param end the sequence of the first entry that was not there when it began
     */
    InProcessDrain(Subscriber<? super JournalEvent> subscriber, InProcessWriteJournal journal, long end) {
        this.subscriber = subscriber;
        this.journal = journal;
        this.end = end;
    }

    void drain() {
        if (drainers.getAndIncrement() == 0) {
            int seen = 1;
            while (seen != 0) {
                handOver();
                seen = drainers.addAndGet(-seen);
            }
        }
    }

    private void handOver() {
        long wanted = requested.get();
        long sent = 0;
        JournalEvent event = sent == wanted ? null : next();
        while (event != null) {
            subscriber.onNext(event);
            sent++;
            event = sent == wanted ? null : next();
        }
        long done = sent;
        requested.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - done);
    }

    private @Nullable JournalEvent next() {
        return cancelled ? null : next(journal.after(delivered));
    }

    private @Nullable JournalEvent next(@Nullable Entry entry) {
        if (!isCaughtUp && (entry == null || entry.sequence() >= end)) {
            isCaughtUp = true;
            return new CaughtUp();
        }
        delivered = entry == null ? delivered : entry.sequence();
        return entry;
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            requested.accumulateAndGet(n, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        journal.left(this);
    }
}
