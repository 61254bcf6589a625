package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Race;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MemoryPressureTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile double usage;
    private final MemoryPressure pressure = new MemoryPressure(0.9, clock, () -> {
        looks.incrementAndGet();
        return usage;
    });

    @Test
    void isHighFromThePartOfTheHeapItWasGiven() {
        usage = 0.9;
        assertThat(pressure.isHigh()).isTrue();

        usage = 0.89;
        clock.advance(SECOND);
        assertThat(pressure.isHigh()).isFalse();
    }

    @Test
    void isLookedUpOnceASecond() {
        assertThat(pressure.isHigh()).isFalse();
        usage = 1;
        clock.advance(SECOND.minusMillis(1));
        assertThat(pressure.isHigh()).isFalse();
        assertThat(looks).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(pressure.isHigh()).isTrue();
        assertThat(pressure.isHigh()).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void isLookedUpByOneOfManyThreads() {
        try (Race race = new Race(8)) {
            race.run(runner -> {
                for (int i = 0; i < 10_000; i++) {
                    pressure.isHigh();
                }
            });
        }

        assertThat(looks).hasValue(1);
    }

    @Test
    void whatACollectionHasLeftInAllPoolsCounts() {
        long max = Runtime.getRuntime().maxMemory();
        List<MemoryUsage> pools = List.of(usage(max / 4), usage(max / 4));

        assertThat(MemoryPressure.part(pools, Runtime.getRuntime())).isBetween(0.49, 0.51);
        assertThat(MemoryPressure.part(List.of(usage(0)), Runtime.getRuntime())).isZero();
    }

    @Test
    void onlyPoolsOfTheHeapThatTellCount() {
        MemoryUsage told = usage(1);

        assertThat(MemoryPressure.afterCollection(List.of(
                        pool(MemoryType.HEAP, told), pool(MemoryType.HEAP, null), pool(MemoryType.NON_HEAP, told))))
                .containsExactly(told);
    }

    @Test
    void withoutPoolsThatTellEverythingInUseCounts() {
        assertThat(MemoryPressure.part(List.of(), Runtime.getRuntime())).isBetween(0.0001, 1.0);
    }

    @Test
    void thisMachineTellsWhatItsCollectionsHaveLeft() {
        System.gc();

        assertThat(new MemoryPressure(0.000_001, clock).isHigh()).isTrue();
        assertThat(new MemoryPressure(1.1, clock).isHigh()).isFalse();
    }

    private static MemoryUsage usage(long used) {
        return new MemoryUsage(0, used, used, -1);
    }

    private static MemoryPoolMXBean pool(MemoryType type, MemoryUsage afterCollection) {
        Map<String, Optional<Object>> answers =
                Map.of("getType", Optional.of(type), "getCollectionUsage", Optional.ofNullable(afterCollection));
        return (MemoryPoolMXBean) Proxy.newProxyInstance(
                MemoryPressureTest.class.getClassLoader(),
                new Class<?>[] {MemoryPoolMXBean.class},
                (pool, method, given) -> answers.get(method.getName()).orElse(null));
    }
}
