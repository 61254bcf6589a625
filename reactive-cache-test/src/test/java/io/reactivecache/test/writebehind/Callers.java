package io.reactivecache.test.writebehind;

import io.reactivecache.CacheOverloadedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Who writes the numbers from 1 on, to each key in turn, and what they are answered. */
final class Callers {

    private final BiFunction<Integer, String, Mono<?>> put;
    private final Scheduler time;
    private final AtomicIntegerArray newest;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private int offered;

    /**
     * Nobody has written yet.
     *
     * @param time tells how long they waited
     */
    Callers(int keys, Scheduler time, BiFunction<Integer, String, Mono<?>> put) {
        this.newest = new AtomicIntegerArray(keys);
        this.time = time;
        this.put = put;
    }

    void write(int times) {
        for (int i = 0; i < times; i++) {
            write();
        }
    }

    private void write() {
        int number = ++offered;
        int key = number % newest.length();
        long begun = now();
        put.apply(key, Numbered.value(number))
                .subscribe(done -> {}, failure -> refused(failure, begun), () -> accepted(key, number));
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }

    private void accepted(int key, int number) {
        accepted.incrementAndGet();
        newest.accumulateAndGet(key, number, Math::max);
    }

    private void refused(Throwable failure, long begun) {
        if (failure instanceof CacheOverloadedException) {
            longest.accumulateAndGet(now() - begun, Math::max);
            rejected.incrementAndGet();
        } else {
            failures.add(failure);
        }
    }

    int offered() {
        return offered;
    }

    int accepted() {
        return accepted.get();
    }

    int rejected() {
        return rejected.get();
    }

    /** How many were not answered yet. */
    int waiting() {
        return offered - accepted() - rejected() - failures.size();
    }

    /** The longest time in milliseconds after which anybody was rejected. */
    long longest() {
        return longest.get();
    }

    /** What they were answered besides. */
    List<Throwable> failures() {
        return failures;
    }

    /** The newest write of a key that was accepted; 0 if none was. */
    int newest(int key) {
        return newest.get(key);
    }
}
