package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.redis.LinkClock.Sample;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinkClockTest {

    private static final long REDIS = 1_700_000_000_000_000L; // microseconds, when this machine's clock is at 0

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void isBehindByTheRoundTripAndNeverAhead() {
        LinkClock clock = new LinkClock(nanos::get, sample(0, 40, 10));
        nanos.set(millis(40));
        assertThat(clock.now()).isBetween(REDIS / 1000 + 9, REDIS / 1000 + 40);
    }

    @Test
    void aBetterSampleBringsItCloser() {
        LinkClock clock = new LinkClock(nanos::get, sample(0, 40, 10));
        clock.correct(sample(100, 102, 101));
        nanos.set(millis(200));
        assertThat(clock.now()).isBetween(REDIS / 1000 + 198, REDIS / 1000 + 200);
    }

    @Test
    void aWorseSampleChangesNothing() {
        LinkClock clock = new LinkClock(nanos::get, sample(0, 2, 1));
        nanos.set(millis(100));
        long before = clock.now();
        clock.correct(sample(10, 90, 50));
        assertThat(clock.now()).isEqualTo(before);
    }

    @Test
    void aClockSetBackOrForwardIsFollowed() {
        LinkClock clock = new LinkClock(nanos::get, sample(0, 2, 1));
        nanos.set(millis(100));
        clock.correct(sample(98, 100, 99 - 5_000));
        assertThat(clock.now()).isBetween(REDIS / 1000 + 97 - 5_000, REDIS / 1000 + 100 - 5_000);
        clock.correct(sample(98, 100, 99 + 5_000));
        assertThat(clock.now()).isBetween(REDIS / 1000 + 97 + 5_000, REDIS / 1000 + 100 + 5_000);
    }

    private static Sample sample(long asked, long answered, long told) {
        return new Sample(millis(asked), millis(answered), REDIS + told * 1_000);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
