package io.reactivecache.test.writebehind;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A system of record that takes some time for each row, and may be away. A row is the number of its newest write. */
final class SlowRows implements BulkCacheWriter<Integer, String> {

    private final AtomicIntegerArray rows;
    private final AtomicInteger overtaken = new AtomicInteger();
    private final Duration each;
    private final Scheduler time;
    private volatile boolean isAway;

    SlowRows(int keys, Duration each, Scheduler time) {
        this.rows = new AtomicIntegerArray(keys);
        this.each = each;
        this.time = time;
    }

    void isAway(boolean now) {
        isAway = now;
    }

    @Override
    public Mono<Void> writeAll(List<KeyWrite<Integer, String>> writes) {
        return isAway
                ? Mono.error(new ConnectException("away"))
                : Mono.delay(each.multipliedBy(writes.size()), time)
                        .then(Mono.fromRunnable(() -> writes.forEach(this::keep)));
    }

    private void keep(KeyWrite<Integer, String> write) {
        int number = Numbered.number(write.value().orElseThrow());
        int before = rows.getAndSet(write.key(), number);
        if (before > number) {
            overtaken.incrementAndGet();
        }
    }

    int row(int key) {
        return rows.get(key);
    }

    /** How many writes came after a newer one of their key. */
    int overtaken() {
        return overtaken.get();
    }
}
