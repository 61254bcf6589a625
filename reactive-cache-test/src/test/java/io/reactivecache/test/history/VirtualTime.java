package io.reactivecache.test.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import reactor.core.Disposable;

/**
 * Time that passes when it is told to, for one thread and all nodes. What is due then runs in order. A task that repeats runs
 * once however long it waited.
 */
final class VirtualTime implements InstantSource {

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long now = 1_000_000;
    private long sequence;
    private int waiting;

    /** Lets time pass. */
    void advance(long time) {
        now += time;
        while (!timers.isEmpty() && timers.peek().due <= now) {
            timers.remove().fire();
        }
    }

    /** Lets time pass until it is the next multiple of a span. */
    void advanceToMultiple(long span) {
        advance(span - now % span);
    }

    /** Lets time pass until the next timer that does not repeat is due; there must be one. */
    void advanceToNext() {
        long next = Long.MAX_VALUE;
        for (Timer timer : timers) {
            next = timer.isWaiting() ? Math.min(next, timer.due) : next;
        }
        advance(next - now);
    }

    /** How many timers wait that do not repeat: one for each call and each flight at least. */
    int waiting() {
        return waiting;
    }

    /** Forgets the timers nobody waits for. */
    void tidy() {
        timers.removeIf(timer -> timer.disposed);
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    /**
     * A timer of a node, until its life is over.
     *
     * @param period the time between two runs, or 0 to run once
     */
    Disposable timer(Life life, Runnable task, long delay, long period) {
        Timer timer = new Timer(life, task, now + delay, period, sequence++);
        timers.add(timer);
        waiting += timer.isWaiting() ? 1 : 0;
        return timer;
    }

    /** Forgets the timers of a life that is over. */
    void forget(Life life) {
        timers.stream().filter(timer -> timer.life == life).forEach(Timer::dispose);
        tidy();
    }

    private final class Timer implements Disposable, Comparable<Timer> {

        private final Life life;
        private final Runnable task;
        private final long period;
        private final long order;
        private long due;
        private boolean disposed;

        Timer(Life life, Runnable task, long due, long period, long order) {
            this.life = life;
            this.task = task;
            this.due = due;
            this.period = period;
            this.order = order;
        }

        boolean isWaiting() {
            return !disposed && period == 0;
        }

        void fire() {
            if (disposed) {
                return;
            }
            if (period == 0) {
                dispose();
            } else {
                due = now + period;
                timers.add(this);
            }
            task.run();
        }

        @Override
        public void dispose() {
            waiting -= isWaiting() ? 1 : 0;
            disposed = true;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(due, other.due);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }
}
