package io.reactivecache.datasketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Race;
import io.reactivecache.spi.HotKey;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SketchHotKeysTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final SketchHotKeys<Long> keys = SketchHotKeys.<Long>builder(clock)
            .window(WINDOW)
            .share(0.02)
            .minReads(100)
            .refresh(REFRESH)
            .build();

    @Test
    void whatIsReadOftenEnoughIsHot() {
        read(1, 100);
        read(2, 99);
        refresh();

        assertThat(keys.isHot(1L)).isTrue();
        assertThat(keys.isHot(2L)).as("below the least number of reads").isFalse();
        assertThat(keys.isHot(3L)).isFalse();
    }

    @Test
    void whatHasTooSmallAShareIsNotHot() {
        read(1, 9_750);
        read(2, 200);
        read(3, 50);
        refresh();

        assertThat(keys.isHot(2L)).as("200 of 10,000").isTrue();
        read(1, 1);
        refresh();
        assertThat(keys.isHot(2L)).as("200 of 10,001").isFalse();
    }

    @Test
    void severalReadsCanBeToldOfAtOnce() {
        keys.record(1L, 64);
        keys.record(1L, 64);

        assertThat(keys.top(5)).containsExactly(new HotKey<>(1L, 128));
    }

    @Test
    void hotKeysAreFoundOutOnceInARefresh() {
        read(1, 1_000);
        clock.advance(REFRESH.minusMillis(1));
        read(1, 1);
        assertThat(keys.isHot(1L)).isFalse();

        clock.advance(Duration.ofMillis(1));
        read(1, 1);
        assertThat(keys.isHot(1L)).isTrue();
    }

    @Test
    void theMostReadComeFirst() {
        read(3, 30);
        read(1, 10);
        read(2, 20);

        assertThat(keys.top(2)).containsExactly(new HotKey<>(3L, 30), new HotKey<>(2L, 20));
        assertThat(keys.top(9)).hasSize(3);
        assertThat(keys.top(0)).isEmpty();
    }

    @Test
    void yesterdaysHotKeysCoolDown() {
        read(1, 1_000);
        refresh();
        assertThat(keys.isHot(1L)).isTrue();

        clock.advance(WINDOW);
        read(2, 1_000);
        refresh();
        assertThat(keys.isHot(1L)).as("in the window before").isTrue();
        assertThat(keys.isHot(2L)).isTrue();

        clock.advance(WINDOW);
        read(2, 1);
        refresh();
        assertThat(keys.isHot(1L)).as("two windows ago").isFalse();
        assertThat(keys.isHot(2L)).isTrue();
    }

    @Test
    void afterAQuietTimeNothingIsLeftOfTheWindowBefore() {
        read(1, 1_000);
        clock.advance(WINDOW.multipliedBy(2));
        read(2, 1);

        assertThat(keys.top(5)).containsExactly(new HotKey<>(2L, 1));
    }

    @Test
    void readsOfBothWindowsAreAddedUp() {
        read(1, 60);
        clock.advance(WINDOW);
        read(1, 60);

        assertThat(keys.top(1)).containsExactly(new HotKey<>(1L, 120));
        assertThat(keys.isHot(1L)).isTrue();
    }

    @Test
    void aUniformStreamHasNoHotKeys() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            keys.record(random.nextLong(10_000), 1);
        }
        refresh();

        assertThat(keys.top(100)).noneMatch(key -> keys.isHot(key.key()));
    }

    @Test
    void aMillionKeysTakeNoMoreRoomThanAFew() {
        for (long key = 0; key < 1_000_000; key++) {
            keys.record(key, 1);
        }

        assertThat(keys.counters()).isLessThanOrEqualTo(1_024 * 3 / 4);
        clock.advance(WINDOW);
        for (long key = 0; key < 1_000_000; key++) {
            keys.record(-key, 1);
        }
        assertThat(keys.counters()).isLessThanOrEqualTo(2 * 1_024 * 3 / 4);
        assertThat(keys.top(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void manyThreadsLoseNoReadThatIsNotCountedAsDropped() {
        try (Race race = new Race(8)) {
            race.run(runner -> {
                for (int i = 0; i < 50_000; i++) {
                    keys.record((long) i % 10, 1);
                    keys.isHot((long) i % 10);
                }
            });
        }
        long counted = keys.top(10).stream().mapToLong(HotKey::reads).sum();

        assertThat(counted).isPositive();
        assertThat(counted + keys.dropped()).isEqualTo(8 * 50_000);
    }

    @Test
    void aReadIsDroppedWhileAnotherThreadCounts() {
        SketchHotKeys<Object> ofObjects = SketchHotKeys.builder(clock).build();
        Object[] met = new Object[1];
        Object key = new Object() {
            @Override
            public int hashCode() {
                Thread other = new Thread(() -> {
                    ofObjects.record("other", 64);
                    met[0] = ofObjects.top(1);
                });
                other.start();
                joined(other);
                return 1;
            }
        };
        ofObjects.record(key, 1);

        assertThat(ofObjects.dropped()).isEqualTo(64);
        assertThat(met[0]).isEqualTo(List.of());
    }

    @Test
    void whatCannotWorkIsRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> SketchHotKeys.builder(clock)
                        .window(Duration.ofMillis(999))
                        .share(0)
                        .minReads(0)
                        .mapSize(1_000)
                        .refresh(Duration.ofNanos(1))
                        .build())
                .satisfies(invalid -> assertThat(invalid.problems())
                        .extracting(problem -> problem.split(":", 2)[0])
                        .containsExactly("window", "share", "minReads", "mapSize", "mapSize", "refresh"));
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> SketchHotKeys.builder(clock).share(0.001).build())
                .withMessage("mapSize: 1024 (expected: 7000 to 1048576)");
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> SketchHotKeys.builder(clock)
                        .refresh(WINDOW.plusMillis(1))
                        .build())
                .withMessage("refresh: PT1M0.001S (expected: <= window PT1M)");
        assertThatNullPointerException().isThrownBy(() -> keys.record(null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.top(-1)).withMessage("n: -1 (expected: >= 0)");
    }

    @Test
    void whatIsLoggedOfAHotKeyIsNotTheKey() {
        assertThat(new HotKey<>("secret", 7)).hasToString("HotKey[reads=7]");
    }

    private void read(long key, int times) {
        for (int i = 0; i < times; i++) {
            keys.record(key, 1);
        }
    }

    /** Has the hot keys found out anew. */
    private void refresh() {
        keys.top(0);
    }

    private static void joined(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
