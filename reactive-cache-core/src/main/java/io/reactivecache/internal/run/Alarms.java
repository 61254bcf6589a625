package io.reactivecache.internal.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Things to do unless they are called off in time, each at a time of its own. One timer is enough however many there are: it is
 * set for the earliest one, and again when it has gone off. What is called off, as nearly all is, never touches it.
 */
public final class Alarms {

    private final Scheduler scheduler;
    private final TreeMap<At, Runnable> set = new TreeMap<>();
    private final Disposable.Swap timer = Disposables.swap();
    private long number;
    private long timedFor = Long.MAX_VALUE;

    /**
     * None yet.
     *
     * @param scheduler tells the time, and runs the timer and what is due
     */
    public Alarms(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    private record At(long nanos, long number) implements Comparable<At> {

        @Override
        public int compareTo(At other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    /** Does something after a delay; disposing the result calls it off. Throws what the scheduler rejects it with. */
    public synchronized Disposable after(Duration delay, Runnable due) {
        At at = new At(now() + nanos(delay), number++);
        timeFor(at.nanos);
        set.put(at, due);
        return () -> callOff(at);
    }

    private synchronized void callOff(At at) {
        set.remove(at);
    }

    private void timeFor(long nanos) {
        if (nanos < timedFor) {
            timer.update(scheduler.schedule(this::ring, Math.max(0, nanos - now()), TimeUnit.NANOSECONDS));
            timedFor = nanos;
        }
    }

    private void ring() {
        due().forEach(Runnable::run);
    }

    private synchronized List<Runnable> due() {
        List<Runnable> due = new ArrayList<>();
        while (!set.isEmpty() && set.firstKey().nanos <= now()) {
            due.add(set.pollFirstEntry().getValue());
        }
        timedFor = Long.MAX_VALUE;
        if (!set.isEmpty()) {
            timeFor(set.firstKey().nanos);
        }
        return due;
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    /** Half of what there is, so that it can be added to a time. */
    private static long nanos(Duration delay) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 4);
        return (delay.compareTo(longest) < 0 ? delay : longest).toNanos();
    }
}
