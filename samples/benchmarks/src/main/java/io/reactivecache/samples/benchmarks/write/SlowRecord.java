package io.reactivecache.samples.benchmarks.write;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A system of record with one connection: each call takes the same time, however many writes it has, and they queue up. */
public final class SlowRecord implements BulkCacheWriter<Long, String>, Disposable {

    private final Scheduler connection = Schedulers.newSingle("system-of-record", true);
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final Duration call;

    /** One whose calls take so long. */
    public SlowRecord(Duration call) {
        this.call = call;
    }

    @Override
    public Mono<Void> writeAll(List<KeyWrite<Long, String>> batch) {
        return Mono.<Void>fromRunnable(() -> written(batch.size())).subscribeOn(connection);
    }

    /** The thread is the connection: it is kept for as long as the call takes, as exactly as the clock allows. */
    private void written(int size) {
        long end = System.nanoTime() + call.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        calls.incrementAndGet();
        writes.addAndGet(size);
    }

    /** How often it was called. */
    public long calls() {
        return calls.get();
    }

    /** How many writes it was given. */
    public long writes() {
        return writes.get();
    }

    @Override
    public void dispose() {
        connection.dispose();
    }
}
