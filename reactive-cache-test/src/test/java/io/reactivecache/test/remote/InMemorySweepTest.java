package io.reactivecache.test.remote;

import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.test.contract.SweepableContract;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The store in memory, with the store for faults around it: without faults that is the store it wraps. */
class InMemorySweepTest extends SweepableContract {

    private static final Duration TIME = Duration.ofMinutes(1);

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(() -> Instant.ofEpochMilli(millis.get()));
    private final FaultyRemoteStore faulty = new FaultyRemoteStore(memory);

    @Override
    protected RemoteStore store() {
        return faulty;
    }

    @Override
    protected Sweepable values() {
        return faulty;
    }

    @Override
    protected void damage(String key) {
        memory.damage(key);
    }

    @Override
    protected void elapse(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Override
    protected void lose() {
        memory.setAvailable(false);
    }

    @Override
    protected void clutter(String prefix, int count) {
        IntStream.range(0, count).forEach(i -> memory.damage(prefix + i));
    }

    @Override
    protected void copy(String key, String prefix, int count) {
        StoredEntry entry = memory.read(key, TIME).block().entry().orElseThrow();
        for (int i = 0; i < count; i++) {
            memory.fill(prefix + i, entry, memory.read(prefix + i, TIME).block().ticket())
                    .block();
        }
    }
}
