package io.reactivecache.internal.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Those who wait until this node has applied a position of one epoch of the log. They are completed by whoever applies
 * it, so that nobody polls and each costs no timer; where nobody waits, applying a record costs one volatile read.
 *
 * <p>Who waits makes itself seen <em>before</em> it looks at what is applied, and who applies looks for waiters
 * <em>after</em> the position counts as applied: one of them sees the other.
 */
final class PositionWaits {

    private static final long NOBODY = Long.MAX_VALUE;
    private static final Comparator<Wait> IN_ORDER =
            Comparator.<Wait>comparingLong(wait -> wait.offset).thenComparingLong(wait -> wait.number);

    private final AtomicLongArray applied;
    private final int limit;
    private final AtomicLongArray nearest;
    private final List<TreeSet<Wait>> waits = new ArrayList<>();
    private final AtomicLong number = new AtomicLong();
    private int waiting;
    private boolean over;

    /**
     * Nobody waits yet.
     *
     * @param applied the offset applied in each partition
     * @param limit how many may wait
     */
    PositionWaits(AtomicLongArray applied, int limit) {
        this.applied = applied;
        this.limit = limit;
        this.nearest = new AtomicLongArray(applied.length());
        for (int partition = 0; partition < applied.length(); partition++) {
            nearest.set(partition, NOBODY);
            waits.add(new TreeSet<>(IN_ORDER));
        }
    }

    /**
     * Emits true as soon as an offset is applied, on the thread that applies it; false if too many wait, or when the epoch
     * is over. Cancelling ends the wait.
     */
    Mono<Boolean> await(int partition, long offset) {
        return Mono.defer(() -> {
            if (isApplied(partition, offset)) {
                return Mono.just(true);
            }
            Wait wait = new Wait(offset, number.incrementAndGet());
            return enter(partition, wait) ? waited(partition, wait) : Mono.just(false);
        });
    }

    private Mono<Boolean> waited(int partition, Wait wait) {
        if (isApplied(partition, wait.offset)) {
            leave(partition, wait);
            return Mono.just(true);
        }
        return wait.outcome.asMono().doOnCancel(() -> leave(partition, wait));
    }

    private boolean isApplied(int partition, long offset) {
        return applied.get(partition) >= offset;
    }

    /** Completes those who wait for this offset or one before it. */
    void applied(int partition, long offset) {
        if (offset >= nearest.get(partition)) {
            due(partition, offset).forEach(wait -> wait.outcome.tryEmitValue(true));
        }
    }

    /** Completes all: nothing of this epoch is applied any more. */
    void end() {
        remaining().forEach(wait -> wait.outcome.tryEmitValue(false));
    }

    private synchronized boolean enter(int partition, Wait wait) {
        if (over || waiting == limit) {
            return false;
        }
        waiting++;
        waits.get(partition).add(wait);
        note(partition);
        return true;
    }

    private synchronized void leave(int partition, Wait wait) {
        if (waits.get(partition).remove(wait)) {
            waiting--;
            note(partition);
        }
    }

    private synchronized List<Wait> due(int partition, long offset) {
        List<Wait> due = new ArrayList<>();
        TreeSet<Wait> all = waits.get(partition);
        while (!all.isEmpty() && all.first().offset <= offset) {
            due.add(all.pollFirst());
        }
        waiting -= due.size();
        note(partition);
        return due;
    }

    private synchronized List<Wait> remaining() {
        over = true;
        List<Wait> all = new ArrayList<>();
        waits.forEach(all::addAll);
        waits.forEach(TreeSet::clear);
        waiting = 0;
        return all;
    }

    private void note(int partition) {
        TreeSet<Wait> all = waits.get(partition);
        nearest.set(partition, all.isEmpty() ? NOBODY : all.first().offset);
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting;
    }

    private static final class Wait {

        private final long offset;
        private final long number;
        private final Sinks.One<Boolean> outcome = Sinks.one();

        Wait(long offset, long number) {
            this.offset = offset;
            this.number = number;
        }
    }
}
