package io.reactivecache.test.interleaving;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Others change the system of record and invalidate: nobody who reads after that gets what was before, however late the
 * loads end that began before it, and whoever shares them.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class FillsInOrderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicLong INSTANCES = new AtomicLong();
    private static final Rows ROWS = new Rows();
    private static final ReactiveCache<Long, Integer> CACHE = ReactiveCaches.builder("fills")
            .keys(Long.class)
            .values(Integer.class)
            .loader(key -> Mono.fromSupplier(() -> loaded(key)))
            .build();

    private final Long key = INSTANCES.incrementAndGet();

    @AfterAll
    static void close() {
        CACHE.close().block(LIMIT);
    }

    private static Integer loaded(Long key) {
        Integer row = ROWS.get(key);
        Histories.linger(); // what it has read grows old here
        return row;
    }

    @Operation
    public int read() {
        return ROWS.read(CACHE, key);
    }

    @Operation
    public void write(@Param(name = "value") int value) {
        ROWS.change(() -> {
            ROWS.set(key, value);
            CACHE.invalidate(key).block(LIMIT);
        });
    }

    @Test
    @Tag("interleaving")
    void everyHistoryOfReadsAndInvalidationsCanBePutInOrder() {
        Histories.check(FillsInOrderTest.class, Register.class, INSTANCES);
    }
}
