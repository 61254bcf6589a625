package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.HandValues;
import io.reactivecache.fixture.Heard;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

final class RemoteSweepTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Set<String> FRUIT = Set.of("fruit");

    private final CacheConfig config = new CacheConfigBuilder("orders")
            .markers(more -> more.sweepRate(2_000).sweepInterval(Duration.ofSeconds(10)))
            .build();
    private final Duration ripe = config.fence().plusMillis(1);
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(10, true, counters);
    private final HandValues values = new HandValues();
    private final HandTable table = new HandTable();
    private final RemoteSweep sweep = leaving(Duration.ZERO);

    private RemoteSweep leaving(Duration left) {
        return new RemoteSweep(
                values,
                table,
                markers,
                new KeySpace<>("orders", KeyCodecs.strings(), 1_024),
                new RemoteCalls(CallGuard.NONE, config.remote(), time),
                config,
                new Token(1, 1),
                left,
                counters);
    }

    @BeforeEach
    void beginTheLog() {
        markers.reset(LogPositions.of(7, 0, 0));
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    @Test
    void whatAMarkerMeansIsRemovedAndCounted() {
        values.put("orders:0:old", at(0, 4), FRUIT);
        values.put("orders:0:new", at(0, 5), FRUIT);
        values.put("orders:0:other", at(0, 4), Set.of());
        values.put("orders:1:elsewhere", at(1, 4), FRUIT);
        values.put("orders:0:epoch", new Position(8, 0, 4), FRUIT);
        values.put("customers:0:old", at(0, 4), FRUIT);
        invalidate(EntryPredicate.tag("fruit"), 5);

        assertThat(swept()).isEqualTo(1);
        assertThat(values.keys())
                .containsExactly(
                        "orders:0:new", "orders:0:other", "orders:1:elsewhere", "orders:0:epoch", "customers:0:old");
        assertThat(counters.get(CacheMeter.REMOTE_SWEPT)).isEqualTo(1);
        assertThat(counters.get(CacheMeter.SWEEP)).isEqualTo(1);
    }

    @Test
    void theRemoteTierGivesUpWhatIsExpiredToo() {
        values.put("orders:0:caf%C3%A9", at(0, 4), Set.of());
        markers.raise(new MarkerId(Effect.EXPIRE, EntryPredicate.pattern("caf\u00e9")), at(0, 5));

        assertThat(swept()).isEqualTo(1);
        assertThat(values.keys()).isEmpty();
    }

    @Test
    void aValueLeavesItsTombstoneBehindForAsLongAsTheSweepSays() {
        put(2);
        assertThat(swept()).isEqualTo(2);
        assertThat(values.left()).isEmpty();

        put(1);
        leaving(SECOND).swept().subscribe();
        assertThat(values.left()).containsExactly(entry("orders:0:0", SECOND));
    }

    /** Whoever wrote there since has written something that is not meant. */
    @Test
    void aValueThatWasReplacedSinceItWasSeenStays() {
        values.put("orders:0:key", at(0, 4), FRUIT);
        invalidate(EntryPredicate.tag("fruit"), 5);
        values.answering(() -> Mono.fromRunnable(() -> values.put("orders:0:key", at(0, 5), FRUIT)));

        assertThat(swept()).isZero();
        assertThat(values.keys()).containsExactly("orders:0:key");
    }

    @Test
    void goesThroughSoManyKeysASecond() {
        put(5_000);
        Heard<Long> swept = Heard.of(sweep.swept());
        assertThat(values.scanned()).isLessThanOrEqualTo(1_000 + 1_000);
        time.advanceTimeBy(SECOND);
        assertThat(values.scanned()).isBetween(2_000, 4_000);
        time.advanceTimeBy(SECOND.dividedBy(2));
        assertThat(swept.isNothing()).isTrue();
        time.advanceTimeBy(SECOND);

        assertThat(swept.values()).containsExactly(5_000L);
        assertThat(values.keys()).isEmpty();
    }

    private void put(int count) {
        for (int i = 0; i < count; i++) {
            values.put("orders:0:" + i, at(0, 4), FRUIT);
        }
        invalidate(EntryPredicate.all(), 5);
    }

    @Test
    void ripeRowsAreDroppedWhenTheSweepHasEndedAndOthersAreNot() {
        put(1);
        table.row("RA", LogPositions.of(7, 5, -1), ripe);
        table.row("RTyoung", LogPositions.of(7, 5, -1), config.fence());
        values.answering(() -> Mono.fromRunnable(() -> assertThat(table.told()).doesNotContain("drop orders RA")));
        Heard<Long> swept = Heard.of(sweep.behind(table.content()));
        time.advanceTimeBy(SECOND);

        assertThat(swept.values()).containsExactly(1L);
        assertThat(table.told()).containsExactly("lead orders PT30S", "drop orders RA");
    }

    @Test
    void withoutARipeRowNobodySweeps() {
        put(1);
        table.row("RA", LogPositions.of(7, 5, -1), config.fence());

        assertThat(sweep.behind(table.content()).block(LIMIT)).isZero();
        assertThat(table.told()).isEmpty();
        assertThat(values.keys()).hasSize(1);
    }

    @Test
    void whoDoesNotLeadDoesNotSweep() {
        put(1);
        table.leads(false);
        table.row("RA", LogPositions.of(7, 5, -1), ripe);

        assertThat(sweep.behind(table.content()).block(LIMIT)).isZero();
        assertThat(table.told()).containsExactly("lead orders PT30S");
        assertThat(values.keys()).hasSize(1);
    }

    @Test
    void aSweepThatFailsDropsNoRow() {
        put(1);
        table.row("RA", LogPositions.of(7, 5, -1), ripe);
        values.answering(() -> Mono.error(new IllegalStateException("away")));
        Heard<Long> swept = Heard.of(sweep.behind(table.content()));
        time.advanceTimeBy(SECOND);

        assertThat(swept.error()).isInstanceOf(IllegalStateException.class);
        assertThat(table.told()).containsExactly("lead orders PT30S");
    }

    private long swept() {
        Heard<Long> swept = Heard.of(sweep.swept());
        time.advanceTimeBy(SECOND);
        return swept.values().get(0);
    }

    private void invalidate(EntryPredicate predicate, long offset) {
        markers.raise(new MarkerId(Effect.REMOVE, predicate), at(0, offset));
    }

    private static Position at(int partition, long offset) {
        return new Position(7, partition, offset);
    }
}
