package io.reactivecache.test.history;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** The threads of one life of a node: what is to run at once is a step like any other, what is to run later waits for time. */
final class NodeScheduler implements Scheduler {

    private final Life life;
    private final Agenda agenda;
    private final VirtualTime time;

    NodeScheduler(Life life, Agenda agenda, VirtualTime time) {
        this.life = life;
        this.agenda = agenda;
        this.time = time;
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(time.millis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Disposable schedule(Runnable task) {
        Soon soon = new Soon(life, task);
        agenda.add(soon);
        return soon;
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return time.timer(life, task, unit.toMillis(delay), 0);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
        return time.timer(life, task, unit.toMillis(delay), unit.toMillis(period));
    }

    @Override
    public Worker createWorker() {
        return new OwnWorker();
    }

    private static final class Soon implements Step, Disposable {

        private final Life life;
        private final Runnable task;
        private boolean disposed;

        Soon(Life life, Runnable task) {
            this.life = life;
            this.task = task;
        }

        @Override
        public void take() {
            if (!disposed && !life.isOver()) {
                task.run();
            }
        }

        @Override
        public boolean isUpkeep() {
            return true;
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

    /** Keeps no order of its own: what it is given is one task, or a timer. */
    private final class OwnWorker implements Worker {

        @Override
        public Disposable schedule(Runnable task) {
            return NodeScheduler.this.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return NodeScheduler.this.schedule(task, delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
            return NodeScheduler.this.schedulePeriodically(task, delay, period, unit);
        }

        @Override
        public void dispose() {
            // has nothing of its own
        }
    }
}
