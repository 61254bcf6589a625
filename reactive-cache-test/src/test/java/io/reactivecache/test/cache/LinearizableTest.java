package io.reactivecache.test.cache;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Whatever threads do to one key of one node at the same time, there is an order in which they could have done it alone. */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class LinearizableTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final ReactiveCache<Long, Integer> CACHE = ReactiveCaches.builder("linearizable")
            .keys(Long.class)
            .values(Integer.class)
            .build();

    private final Long key = NUMBER.incrementAndGet();

    @AfterAll
    static void close() {
        CACHE.close().block(LIMIT);
    }

    /** What each operation does when nobody else is there. */
    public static class Alone {

        private @Nullable Integer there;

        public @Nullable Integer get() {
            return there;
        }

        public void put(int value) {
            there = value;
        }

        public int add(int value) {
            there = (there == null ? 0 : there) + value;
            return there;
        }

        public boolean putIfAbsent(int value) {
            boolean absent = there == null;
            there = absent ? Integer.valueOf(value) : there;
            return absent;
        }

        public void invalidate() {
            there = null;
        }
    }

    @Operation
    public @Nullable Integer get() {
        return CACHE.get(key).block(LIMIT);
    }

    @Operation
    public void put(@Param(name = "value") int value) {
        CACHE.put(key, value).block(LIMIT);
    }

    @Operation
    public int add(@Param(name = "value") int value) {
        return CACHE.compute(key, there -> Mono.just(there.orElse(0) + value))
                .block(LIMIT)
                .value()
                .orElseThrow();
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "value") int value) {
        return CACHE.putIfAbsent(key, value).block(LIMIT).changed();
    }

    @Operation
    public void invalidate() {
        CACHE.invalidate(key).block(LIMIT);
    }

    /** In a JVM of its own: Lincheck instruments anew whatever classes are loaded. */
    @Test
    @Tag("slow")
    void everyHistoryOfOneKeyCanBePutInOrder() {
        new StressOptions()
                .iterations(Integer.getInteger("lincheck.scenarios", 20))
                .invocationsPerIteration(Integer.getInteger("lincheck.invocations", 200))
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(Alone.class)
                .check(LinearizableTest.class);
    }
}
