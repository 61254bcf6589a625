package io.reactivecache.spi;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * One subscriber of an {@link InProcessInvalidationLog}, with the records it has not asked for yet.
 *
 * <p>Records are offered under the log's lock, so that all tails see one order, and handed over outside of it by whoever
 * finds nobody else doing so ({@code drainers}). A tail that began or overflowed has a gap: it is offered nothing until it
 * has been sent what was queued before and the positions at which it goes on.
 */
final class InProcessTail implements Subscription {

    private static final int CAPACITY = 4096;

    private final Subscriber<? super LogEvent> subscriber;
    private final InProcessInvalidationLog log;
    private final Queue<LogEvent> queue = Queues.<LogEvent>get(CAPACITY).get();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger drainers = new AtomicInteger();
    private volatile boolean gap = true;
    private volatile boolean cancelled;

    InProcessTail(Subscriber<? super LogEvent> subscriber, InProcessInvalidationLog log) {
        this.subscriber = subscriber;
        this.log = log;
    }

    /** Queues a record; called under the log's lock. */
    void offer(LogEvent record) {
        gap = gap || !queue.offer(record);
    }

    /** Takes offers again; called under the log's lock. */
    void resumed() {
        gap = false;
    }

    /** Hands over what is queued as far as it was asked for, unless another thread does. */
    void drain() {
        if (drainers.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            handOver();
            seen = drainers.addAndGet(-seen);
        }
    }

    private void handOver() {
        long wanted = requested.get();
        long sent = 0;
        while (sent != wanted && !cancelled) {
            LogEvent event = next();
            if (event == null) {
                break;
            }
            subscriber.onNext(event);
            sent++;
        }
        produced(sent);
    }

    private @Nullable LogEvent next() {
        LogEvent queued = queue.poll();
        return queued == null && gap ? log.resume(this) : queued;
    }

    private void produced(long sent) {
        requested.accumulateAndGet(sent, (wanted, done) -> wanted == Long.MAX_VALUE ? wanted : wanted - done);
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
        log.remove(this);
    }
}
