package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A trace, read through a new cache at each turn. The figure is the part of the accesses that loaded nothing, in
 * percent.
 *
 * @param cache given what loads a page, gives what reads one
 */
record Replay(String name, Role role, Trace trace, Function<Function<Integer, Integer>, Pages> cache)
        implements Contender {

    /** Reads pages through a cache. */
    interface Pages extends AutoCloseable {

        int read(int page);

        @Override
        default void close() {}
    }

    @Override
    public void check() {
        try (Pages pages = cache.apply(page -> page)) {
            for (int access = 0; access < trace.accesses(); access++) {
                Values.check(pages.read(trace.page(access)), trace.page(access));
            }
        }
    }

    @Override
    public double turn(Duration time) {
        AtomicInteger loads = new AtomicInteger();
        try (Pages pages = cache.apply(page -> {
            loads.incrementAndGet();
            return page;
        })) {
            for (int access = 0; access < trace.accesses(); access++) {
                pages.read(trace.page(access));
            }
        }
        return 100.0 * (trace.accesses() - loads.get()) / trace.accesses();
    }
}
