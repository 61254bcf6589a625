package io.reactivecache.samples.benchmarks.invalidation;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.CacheStats;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * The caches of five nodes that follow one log. A change is an invalidation by the first of them of a key whose entry all of
 * them hold; no key is invalidated twice. There is no remote tier.
 */
final class CacheNodes implements Contender {

    private static final String NAME = "invalidated";
    private static final long FIRST_KEY = 1_000_000;
    private static final long ROOM = 4_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<ReactiveCache<Long, String>> nodes = new ArrayList<>();
    private final ArrivalWatch watch;
    private final Runnable disposal;
    private long first;
    private long next = FIRST_KEY;
    private long filled;

    /**
     * Nodes that follow their log.
     *
     * @param logs gives the log as a node sees it
     * @param disposal ends what the logs use
     */
    CacheNodes(IntFunction<InvalidationLog> logs, int partitions, Runnable disposal) {
        this.watch = new ArrivalWatch(partitions);
        this.disposal = disposal;
        IntStream.range(0, READERS).forEach(node -> nodes.add(node(node, logs.apply(node))));
        nodes.forEach(CacheNodes::awaitUp);
    }

    private ReactiveCache<Long, String> node(int reader, InvalidationLog log) {
        return ReactiveCaches.builder(NAME)
                .keys(Long.class)
                .values(String.class)
                .maximumSize(ROOM)
                .ttl(Duration.ofHours(1))
                .loader(key -> Mono.just("value"))
                .log(new WatchedLog(log, position -> watch.note(reader, position.partition(), position.offset())))
                .build();
    }

    private static void awaitUp(ReactiveCache<Long, String> node) {
        node.health()
                .filter(health -> health.log() == State.UP)
                .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(POLL))
                .block(PATIENCE);
    }

    @Override
    public String name() {
        return "reactive-cache";
    }

    @Override
    public Arrivals prepare(int changes) {
        first = next;
        next += changes;
        long expected = entries() + (long) changes * READERS;
        nodes.parallelStream().forEach(node -> fill(node, changes));
        filled = entries();
        if (filled != expected) {
            throw new IllegalStateException("entries: " + filled + " (expected: " + expected + ")");
        }
        return watch.begin();
    }

    private void fill(ReactiveCache<Long, String> node, int entries) {
        for (int number = 0; number < entries; number++) {
            node.get(first + number).subscribe();
        }
    }

    @Override
    public void change(int number, Receipts receipts) {
        nodes.get(0)
                .invalidate(first + number)
                .subscribe(
                        position -> receipts.acknowledged(number, position.partition(), position.offset()),
                        receipts::failed);
    }

    @Override
    public long left(int changes) {
        return entries() - (filled - (long) changes * READERS);
    }

    private long entries() {
        return nodes.stream()
                .map(node -> Objects.requireNonNull(node.stats().block(PATIENCE)))
                .mapToLong(CacheStats::localSize)
                .sum();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.close().block(PATIENCE));
        disposal.run();
    }
}
