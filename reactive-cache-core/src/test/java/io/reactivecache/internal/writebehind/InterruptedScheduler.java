package io.reactivecache.internal.writebehind;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Something happens whenever a task is given to it, and before it is taken. Tasks run at once, timed ones never. */
final class InterruptedScheduler implements Scheduler {

    private Runnable interruption = () -> {};

    void interruption(Runnable happens) {
        interruption = happens;
    }

    @Override
    public Disposable schedule(Runnable task) {
        interruption.run();
        return Schedulers.immediate().schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        interruption.run();
        return Disposables.single();
    }

    @Override
    public Worker createWorker() {
        return new InterruptedWorker(Schedulers.immediate().createWorker());
    }

    private final class InterruptedWorker implements Worker {

        private final Worker worker;

        private InterruptedWorker(Worker worker) {
            this.worker = worker;
        }

        @Override
        public Disposable schedule(Runnable task) {
            interruption.run();
            return worker.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            interruption.run();
            return Disposables.single();
        }

        @Override
        public void dispose() {
            worker.dispose();
        }
    }
}
