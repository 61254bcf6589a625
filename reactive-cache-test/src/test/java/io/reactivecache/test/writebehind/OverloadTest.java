package io.reactivecache.test.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.config.WhenFull;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A system of record that is away for ten minutes while ten times as much is written as it takes, in a heap of 256 MiB, into
 * which what is offered does not fit.
 */
@Tag("small-heap")
final class OverloadTest {

    private static final Duration AWAY = Duration.ofMinutes(Integer.getInteger("overload.minutes", 10));
    private static final Duration BACK = Duration.ofMinutes(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int MAX_RECORDS = 20_000;
    private static final int MAX_WAITING = 2_000;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MAX_BYTES = 24 * MEBIBYTE;
    private static final long MOST_HEAP = 100 * MEBIBYTE;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"DEFERRED", "EVENTUAL"})
    void callersWaitForAsLongAsTheyMayAndWhatWasAnsweredIsApplied(Durability durability) {
        try (Overload overload = new Overload(
                directory,
                durability,
                later -> later.whenFull(WhenFull.WAIT)
                        .maxRecords(MAX_RECORDS)
                        .maxWaiting(MAX_WAITING)
                        .maxWait(MAX_WAIT))) {
            beAway(overload);

            assertThat(overload.mostRecords()).isEqualTo(MAX_RECORDS);
            assertThat(overload.mostWaiting()).isEqualTo(MAX_WAITING);
            assertThat(overload.callers.longest()).isEqualTo(MAX_WAIT.toMillis());
            assertAllApplied(overload);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFERRED", "EVENTUAL"})
    void callersAreRejectedAtOnceAndWhatWasAnsweredIsApplied(Durability durability) {
        try (Overload overload = new Overload(
                directory, durability, later -> later.whenFull(WhenFull.REJECT).maxBytes(MAX_BYTES))) {
            beAway(overload);

            assertThat(overload.mostBytes()).isBetween(MAX_BYTES - 2 * Numbered.LENGTH, MAX_BYTES);
            assertThat(overload.mostWaiting()).isZero();
            assertThat(overload.callers.longest()).isZero();
            assertAllApplied(overload);
        }
    }

    private static void beAway(Overload overload) {
        long before = used();
        overload.rows.isAway(true);
        overload.write(AWAY);

        assertThat(used() - before).isLessThan(MOST_HEAP);
        overload.rows.isAway(false);
        overload.write(BACK);
        overload.settle();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void assertAllApplied(Overload overload) {
        Callers callers = overload.callers;
        assertThat((long) callers.offered() * Numbered.LENGTH)
                .isGreaterThan(Runtime.getRuntime().maxMemory());
        assertThat(overload.pending()).isZero();
        assertThat(callers.failures()).isEmpty();
        assertThat(callers.rejected()).isPositive();
        assertThat(callers.accepted() + callers.rejected()).isEqualTo(callers.offered());
        assertThat(IntStream.range(0, Overload.KEYS))
                .allMatch(key -> overload.rows.row(key) == callers.newest(key), "has its newest accepted write");
        assertThat(overload.rows.overtaken()).isZero();
    }
}
