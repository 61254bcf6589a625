package io.reactivecache.test.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Time that passes when it is told to, for one thread. What is due then runs in order; what is to run at once is a step
 * like any other. A task that repeats runs once however long it waited.
 */
final class VirtualTime implements Scheduler, InstantSource {

    private final Agenda agenda;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long now = 1_000_000;
    private long sequence;
    private int waiting;

    VirtualTime(Agenda agenda) {
        this.agenda = agenda;
    }

    /** Lets time pass. */
    void advance(long time) {
        now += time;
        while (!timers.isEmpty() && timers.peek().due <= now) {
            timers.remove().fire();
        }
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

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(now, TimeUnit.MILLISECONDS);
    }

    @Override
    public Disposable schedule(Runnable task) {
        Soon soon = new Soon(task);
        agenda.add(soon);
        return soon;
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return timer(task, unit.toMillis(delay), 0);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
        return timer(task, unit.toMillis(delay), unit.toMillis(period));
    }

    private Disposable timer(Runnable task, long delay, long period) {
        Timer timer = new Timer(task, now + delay, period, sequence++);
        timers.add(timer);
        waiting += timer.isWaiting() ? 1 : 0;
        return timer;
    }

    @Override
    public Worker createWorker() {
        return new OwnWorker();
    }

    private static final class Soon implements Step, Disposable {

        private final Runnable task;
        private boolean disposed;

        Soon(Runnable task) {
            this.task = task;
        }

        @Override
        public void take() {
            if (!disposed) {
                task.run();
            }
        }

        @Override
        public void dispose() {
            disposed = true;
        }

        @Override
        public String toString() {
            return "a task goes on";
        }
    }

    private final class Timer implements Disposable, Comparable<Timer> {

        private final Runnable task;
        private final long period;
        private final long order;
        private long due;
        private boolean disposed;

        Timer(Runnable task, long due, long period, long order) {
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

    /** Keeps no order of its own: what it is given is one task, or a timer. */
    private final class OwnWorker implements Worker {

        @Override
        public Disposable schedule(Runnable task) {
            return VirtualTime.this.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return VirtualTime.this.schedule(task, delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
            return VirtualTime.this.schedulePeriodically(task, delay, period, unit);
        }

        @Override
        public void dispose() {
            // has nothing of its own
        }
    }
}
