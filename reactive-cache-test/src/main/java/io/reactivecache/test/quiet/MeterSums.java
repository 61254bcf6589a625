package io.reactivecache.test.quiet;

import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
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
 * FLIGHT_JOINED                                  &lt;= LOCAL_MISS
 * LOAD + LOAD_FAILURE                             = loads that were timed
 * BEHIND_ACCEPTED                                &lt;= BEHIND_APPLIED + BEHIND_COALESCED + BEHIND_DEAD + PENDING_WRITES
 * </pre>
 *
 * <p>A stale answer is one to a read that was a hit or a miss, and who joins a flight has missed. Of the writes
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
        atMost(softly, "FLIGHT_JOINED", sum(CacheMeter.FLIGHT_JOINED), sum(CacheMeter.LOCAL_MISS));
        softly.assertThat(sum(CacheMeter.LOAD, CacheMeter.LOAD_FAILURE))
                .as("LOAD + LOAD_FAILURE")
                .isEqualTo(cache.timed(CacheTimer.LOAD));
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
