package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Entries of one tag in the local tier. The figure is the mean time of an invalidation of all of them. */
final class TaggedEntries implements Contender {

    private static final String TAG = "tag";
    private static final int LOADS = 256;

    private final int entries;
    private final AtomicLong loads = new AtomicLong();
    private final ReactiveCache<Integer, String> cache;

    TaggedEntries(int entries) {
        this.entries = entries;
        this.cache = ReactiveCaches.builder("tagged")
                .keys(Integer.class)
                .values(String.class)
                .entryLoader(request -> Mono.fromSupplier(this::loaded))
                .maximumSize(2L * entries)
                .build();
    }

    private LoadResult<String> loaded() {
        return LoadResult.of("value" + loads.incrementAndGet()).tags(Set.of(TAG));
    }

    @Override
    public String name() {
        return "reactive-cache";
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    /** Before the invalidation all are there, and after it none is. */
    @Override
    public void check() {
        fill();
        long first = loads.get();
        fill();
        Values.check(loads.get(), first);
        invalidated();
        fill();
        Values.check(loads.get(), first + entries);
    }

    @Override
    public double turn(Duration time) {
        long begin = System.nanoTime();
        long nanos = 0;
        int times = 0;
        while (times == 0 || System.nanoTime() - begin < time.toNanos()) {
            fill();
            nanos += invalidated();
            times++;
        }
        return nanos / 1e6 / times;
    }

    private void fill() {
        Flux.range(0, entries).flatMap(cache::get, LOADS).blockLast();
    }

    private long invalidated() {
        long begin = System.nanoTime();
        cache.invalidateTag(TAG).block();
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        cache.close().block();
    }
}
