package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class RemoteMarkersTest {

    private static final long EPOCH = ScriptedLog.EPOCH;
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));

    private final TableNode node = new TableNode(
            new CacheConfigBuilder("orders").markers(more -> more.maxMarkers(2)).build());
    private final CacheConfig config = node.config;
    private final Counters counters = node.counters;
    private final HandTable table = node.table;
    private final Markers markers = node.markers;
    private final MarkerRetention retention = node.retention;
    private final RemoteMarkers remote = node.remote();

    @BeforeEach
    void beginTheLog() {
        markers.reset(LogPositions.of(EPOCH, 0));
    }

    @AfterEach
    void endTime() {
        node.time.dispose();
    }

    @Test
    void theTableIsToldOfWhatItsWriterCouldNotTell() {
        raise(FRUIT, 5);
        remote.tell(FRUIT);
        assertThat(remote.isAsked()).isTrue();
        turn(0);

        assertThat(table.told()).containsExactly("read orders", opened("RTfruit", 5));
        assertThat(remote.isAsked()).isFalse();
    }

    @Test
    void nobodyIsToldOfWhatTheTableHasAlready() {
        raise(FRUIT, 5);
        remote.tell(FRUIT);
        table.row("RTfruit", LogPositions.of(EPOCH, 6), config.fence());
        turn(0);

        assertThat(table.told()).containsExactly("read orders");
        assertThat(remote.isAsked()).isFalse();
    }

    @Test
    void theTableIsToldLaterOfWhatItHasNotAfterAFence() {
        raise(FRUIT, 5);
        turn(0);
        assertThat(table.told()).containsExactly("read orders");
        turn(config.fence().toMillis() + 1);

        assertThat(table.told()).endsWith(opened("RTfruit", 5));
    }

    /** The same marker again, while the table is being told of it, is a later one. */
    @Test
    void whatIsAskedForMeanwhileIsToldInTheNextTurn() {
        raise(FRUIT, 5);
        remote.tell(FRUIT);
        AtomicInteger answers = new AtomicInteger();
        table.answering(() -> answers.incrementAndGet() == 2 ? raisedAgain() : Mono.empty());
        turn(0);
        assertThat(remote.isAsked()).isTrue();
        turn(0);

        assertThat(table.told()).endsWith(opened("RTfruit", 6));
    }

    @Test
    void whatWasRaisedWhileTheTableWasReadIsToldAsItIsNow() {
        raise(FRUIT, 5);
        AtomicInteger answers = new AtomicInteger();
        table.answering(() -> answers.incrementAndGet() == 1 ? raisedAgain() : Mono.empty());
        turn(0);

        assertThat(table.told()).containsExactly("read orders", opened("RTfruit", 6));
    }

    private Mono<Void> raisedAgain() {
        return Mono.fromRunnable(() -> {
            raise(FRUIT, 6);
            remote.tell(FRUIT);
        });
    }

    @Test
    void whatTheStoreDidNotTakeIsAskedForStill() {
        raise(FRUIT, 5);
        remote.tell(FRUIT);
        AtomicInteger answers = new AtomicInteger();
        table.answering(() -> answers.incrementAndGet() == 2 ? Mono.error(new IllegalStateException()) : Mono.empty());
        turn(0);

        assertThat(remote.isAsked()).isTrue();
        assertThat(counters.get(CacheMeter.REMOTE_FAILURE)).isEqualTo(1);
        turn(0);
        assertThat(table.told())
                .containsExactly("read orders", opened("RTfruit", 5), "read orders", opened("RTfruit", 5));
    }

    @Test
    void aTurnThatFailsEndsEmptyAndIsCounted() {
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        remote.tell(FRUIT);

        assertThat(remote.turn(() -> 0).blockOptional()).isEmpty();
        assertThat(counters.get(CacheMeter.REMOTE_FAILURE)).isEqualTo(1);
        assertThat(remote.isAsked()).isTrue();
    }

    @Test
    void ofMarkersThatBecameOneOfEverythingThatOneIsTold() {
        raise(FRUIT, 5);
        remote.tell(FRUIT);
        raise(new MarkerId(Effect.REMOVE, EntryPredicate.tag("a")), 6);
        raise(new MarkerId(Effect.REMOVE, EntryPredicate.tag("b")), 7);
        turn(0);

        assertThat(table.told()).containsExactly("read orders", opened("RA", 7));
    }

    @Test
    void noMoreAreAskedForThanThereMayBe() {
        for (String tag : new String[] {"a", "b", "c"}) {
            remote.tell(new MarkerId(Effect.REMOVE, EntryPredicate.tag(tag)));
        }
        raise(new MarkerId(Effect.REMOVE, EntryPredicate.tag("a")), 5);
        turn(0);

        assertThat(table.told()).containsExactly("read orders", opened("RTa", 5));
    }

    private void turn(long now) {
        remote.turn(() -> now).block();
    }

    private void raise(MarkerId id, long offset) {
        markers.raise(id, new Position(EPOCH, 0, offset));
    }

    private static String opened(String marker, long offset) {
        return "open orders " + marker + " " + LogPositions.of(EPOCH, offset);
    }
}
