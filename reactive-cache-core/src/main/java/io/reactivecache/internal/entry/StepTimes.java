package io.reactivecache.internal.entry;

import io.reactivecache.Timing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/**
 * The times of one kind of step: how many there were and how long all took, and of the recent ones how they are spread. What
 * is recent is kept in two windows of a minute each, the one that is being filled and the one before it.
 */
final class StepTimes {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
    private static final long NANOS_PER_MICRO = 1_000;
    private static final AtomicReferenceFieldUpdater<StepTimes, Windows> RECENT =
            AtomicReferenceFieldUpdater.newUpdater(StepTimes.class, Windows.class, "recent");

    private final LongAdder count = new LongAdder();
    private final LongAdder total = new LongAdder();
    private volatile Windows recent;

    /** No times, as of now. */
    StepTimes(long now) {
        this.recent = new Windows(new Histogram(), new Histogram(), now);
    }

    private record Windows(Histogram before, Histogram filling, long since) {

        boolean isOver(long now) {
            return now - since >= WINDOW;
        }

        Windows next(long now) {
            return new Windows(now - since < 2 * WINDOW ? filling : new Histogram(), new Histogram(), now);
        }
    }

    /** Adds a step that ends now, all in nanoseconds. */
    void add(long began, long now) {
        long took = Math.max(0, now - began);
        count.increment();
        total.add(took);
        recent(now).filling.add((took + NANOS_PER_MICRO - 1) / NANOS_PER_MICRO);
    }

    Timing timing(long now) {
        Windows windows = recent(now);
        long[] counts = windows.filling.addTo(windows.before.addTo(Histogram.counts()));
        return new Timing(
                count.sum(),
                Duration.ofNanos(total.sum()),
                quantile(counts, 0.5),
                quantile(counts, 0.95),
                quantile(counts, 0.99));
    }

    private static Duration quantile(long[] counts, double part) {
        return Duration.ofNanos(Histogram.quantile(counts, part) * NANOS_PER_MICRO);
    }

    /** Whoever comes first after its time replaces a window; what another still adds to it is added to the one before. */
    private Windows recent(long now) {
        Windows windows = recent;
        if (windows.isOver(now)) {
            RECENT.compareAndSet(this, windows, windows.next(now));
        }
        return recent;
    }
}
