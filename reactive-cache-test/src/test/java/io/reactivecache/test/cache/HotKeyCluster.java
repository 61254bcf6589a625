package io.reactivecache.test.cache;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Nodes in virtual time that all read one key over and over, and count how often it is loaded. */
final class HotKeyCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.ofEpochMilli(1_000_000 + time.now(TimeUnit.MILLISECONDS));
    private final List<ReactiveCache<Long, Long>> nodes = new ArrayList<>();
    private long loads;
    private long duplicates;
    private int running;
    private long answers;

    HotKeyCluster(int size, Duration loadTime, UnaryOperator<CacheBuilder<Long, Long>> settings) {
        InMemoryRemoteStore store = new InMemoryRemoteStore(clock);
        InProcessInvalidationLog log = new InProcessInvalidationLog(1);
        for (int i = 0; i < size; i++) {
            CacheBuilder<Long, Long> builder = ReactiveCaches.builder("hot")
                    .keys(Long.class)
                    .values(Long.class)
                    .clock(clock)
                    .scheduler(time)
                    .remote(store)
                    .log(log)
                    .loader(key -> load(loadTime));
            nodes.add(WatchedCaches.build(builder, settings));
        }
    }

    /** A load that begins while another one runs is one too many: the value ends once, and was loaded twice. */
    private Mono<Long> load(Duration loadTime) {
        return Mono.defer(() -> {
            loads++;
            duplicates += running > 0 ? 1 : 0;
            running++;
            return Mono.delay(loadTime, time).doFinally(end -> running--).thenReturn(loads);
        });
    }

    /** Lets each node read the key once a tick, for so many ticks. */
    void read(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            for (ReactiveCache<Long, Long> node : nodes) {
                node.get(1L).subscribe(value -> answers++);
            }
            time.advanceTimeBy(TICK);
        }
    }

    /** How many loads there were for each time the value ended. */
    double loadsPerExpiry() {
        return loads / (double) expiries();
    }

    /** How often the value has ended. */
    long expiries() {
        return loads - duplicates;
    }

    /** How many reads have been answered. */
    long answers() {
        return answers;
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.close().subscribe());
        time.advanceTimeBy(LIMIT);
        time.dispose();
    }
}
