package io.reactivecache.test.quiet;

import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * How the counts of a cache that is quiet add up:
 *
 * <pre>
 * OUTBOX_QUEUED - OUTBOX_SENT                     = QUEUED
 * REPAIR_OWED - REPAIR_DONE                       = OWED
 * STALE_SERVED                                   &lt;= LOCAL_HIT + LOCAL_MISS
 * REMOTE_FILL + REMOTE_FILL_REJECTED             &lt;= LOAD
 * LOAD_NANOS                                      = 0 if LOAD + LOAD_FAILURE is 0
 * BEHIND_ACCEPTED                                &lt;= BEHIND_APPLIED + BEHIND_COALESCED + BEHIND_DEAD + PENDING_WRITES
 * </pre>
 *
 * <p>A stale answer is one to a read that was a hit or a miss; what fills the remote tier was loaded. Of the writes
 * that are applied later there may be more than were accepted: the journal had them from before, or they are dead
 * letters redriven. There may be fewer if nodes share a journal, as another has applied them. No count is below zero.
 */
final class MeterSums {

    private final WatchedCache cache;

    private MeterSums(WatchedCache cache) {
        this.cache = cache;
    }

    static MeterSums of(WatchedCache cache) {
        return new MeterSums(cache);
    }

    void check(SoftAssertions softly) {
        softly.assertThat(sum(CacheMeter.OUTBOX_QUEUED) - sum(CacheMeter.OUTBOX_SENT))
                .as("OUTBOX_QUEUED - OUTBOX_SENT")
                .isEqualTo(now(CacheGauge.QUEUED));
        softly.assertThat(sum(CacheMeter.REPAIR_OWED) - sum(CacheMeter.REPAIR_DONE))
                .as("REPAIR_OWED - REPAIR_DONE")
                .isEqualTo(now(CacheGauge.OWED));
        atMost(softly, "STALE_SERVED", sum(CacheMeter.STALE_SERVED), sum(CacheMeter.LOCAL_HIT, CacheMeter.LOCAL_MISS));
        atMost(softly, "fills", sum(CacheMeter.REMOTE_FILL, CacheMeter.REMOTE_FILL_REJECTED), sum(CacheMeter.LOAD));
        boolean loaded = sum(CacheMeter.LOAD, CacheMeter.LOAD_FAILURE) > 0;
        softly.assertThat(loaded ? 0 : sum(CacheMeter.LOAD_NANOS))
                .as("LOAD_NANOS of no loads")
                .isZero();
        atMost(
                softly,
                "BEHIND_ACCEPTED",
                sum(CacheMeter.BEHIND_ACCEPTED),
                sum(CacheMeter.BEHIND_APPLIED, CacheMeter.BEHIND_COALESCED, CacheMeter.BEHIND_DEAD)
                        + now(CacheGauge.PENDING_WRITES));
        Stream.of(CacheMeter.values())
                .forEach(meter -> softly.assertThat(sum(meter)).as(meter.name()).isNotNegative());
    }

    private long sum(CacheMeter... meters) {
        return Stream.of(meters)
                .flatMapToLong(meter -> LongStream.of(cache.count(meter)))
                .sum();
    }

    private long now(CacheGauge gauge) {
        return (long) cache.gauge(gauge);
    }

    private static void atMost(SoftAssertions softly, String what, long count, long limit) {
        softly.assertThat(count).as(what).isLessThanOrEqualTo(limit);
    }
}
