package io.reactivecache.test.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Writes go through to the system of record, one after the other: what the cache has in the end is what the row has.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class WritesInOrderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicLong INSTANCES = new AtomicLong();
    private static final Rows ROWS = new Rows();
    private static final ReactiveCache<Long, Integer> CACHE = ReactiveCaches.builder("writes")
            .keys(Long.class)
            .values(Integer.class)
            .loader(key -> Mono.fromSupplier(() -> ROWS.get(key)))
            .writer((key, value) -> Mono.fromRunnable(() -> written(key, value)))
            .build();

    private final Long key = INSTANCES.incrementAndGet();

    @AfterAll
    static void close() {
        CACHE.close().block(LIMIT);
    }

    private static void written(Long key, Integer value) {
        ROWS.set(key, value);
        Histories.linger(); // another write of the key, if there could be one, comes here
    }

    @Operation
    public int read() {
        return ROWS.read(CACHE, key);
    }

    @Operation
    public void write(@Param(name = "value") int value) {
        ROWS.change(() -> CACHE.put(key, value).block(LIMIT));
    }

    /** Called by Lincheck at the end of each history. */
    @Validate
    public void cacheHasWhatTheRowHas() {
        assertThat(read()).isEqualTo(ROWS.get(key));
    }

    @Test
    @Tag("interleaving")
    void everyHistoryOfReadsAndWritesCanBePutInOrder() {
        Histories.check(WritesInOrderTest.class, Register.class, INSTANCES);
    }
}
