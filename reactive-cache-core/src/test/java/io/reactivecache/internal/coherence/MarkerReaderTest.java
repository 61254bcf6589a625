package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class MarkerReaderTest {

    private static final Token WRITER = new Token(3, 4);
    private static final long EPOCH = ScriptedLog.EPOCH;
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));

    private final CacheConfig config = new CacheConfigBuilder("orders").build();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final HandTable table = new HandTable();
    private final ScriptedLog log = new ScriptedLog();
    private final Markers markers = new Markers(100, true, new Counters());
    private final MarkerReader reader =
            new MarkerReader(table, markers, log, new RemoteCalls(CallGuard.NONE, config.remote(), time), config);

    @BeforeEach
    void beginTheLog() {
        markers.reset(LogPositions.of(EPOCH, 10));
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    @Test
    void rowsCountAsTheyAre() {
        table.row("RTfruit", LogPositions.of(EPOCH, 4), Duration.ZERO);
        reader.read().block();

        assertThat(markers.all()).containsExactly(new Raised(FRUIT, LogPositions.of(EPOCH, 4)));
    }

    @Test
    void rowsOfAnotherEpochDoNotCount() {
        table.row("RTfruit", LogPositions.of(EPOCH + 1, 4), Duration.ZERO);
        reader.read().block();

        assertThat(markers.size()).isZero();
    }

    @Test
    void aClosedMarkCountsAsOfTheReset() {
        table.mark(WRITER, "RTfruit", Duration.ZERO);
        reader.read().block();

        assertThat(markers.all()).containsExactly(new Raised(FRUIT, LogPositions.of(EPOCH, 10)));
        assertThat(table.told()).containsExactly("read orders");
    }

    @Test
    void aClosedMarkDoesNotConcernANodeThatHasBegun() {
        markers.known(Objects.requireNonNull(markers.floor()));
        table.mark(WRITER, "RTfruit", Duration.ZERO);
        reader.read().block();

        assertThat(markers.size()).isZero();
    }

    @Test
    void theMarkOfADeadWriterIsOpenedAtTheEndOfTheLog() {
        table.mark(WRITER, "RTfruit", config.fence().plusMillis(1));
        log.append(0, new byte[0]).block();
        log.append(0, new byte[0]).block();
        reader.read().block();

        assertThat(table.told()).containsExactly("read orders", "open orders RTfruit " + LogPositions.of(EPOCH, 1));
    }

    /** What the writer has appended meanwhile must be before it. */
    @Test
    void thatEndIsAskedForAfterTheMarkWasSeen() {
        table.mark(WRITER, "RTfruit", config.fence().plusMillis(1));
        table.answering(() -> log.append(0, new byte[0]).then());
        reader.read().block();

        assertThat(table.told()).contains("open orders RTfruit " + LogPositions.of(EPOCH, 0));
    }

    @Test
    void aMarkOfTheAgeOfAFenceMayBeThatOfALivingWriter() {
        table.mark(WRITER, "RTfruit", config.fence());
        table.mark(new Token(0, 0), "RA", config.fence());
        reader.read().block();

        assertThat(table.told()).containsExactly("read orders");
    }

    @Test
    void whatNobodyCanReadMayMeanEveryEntry() {
        table.mark(WRITER, "QZ", Duration.ZERO);
        table.row("RG\\", LogPositions.of(EPOCH, 4), Duration.ZERO);
        reader.read().block();

        assertThat(markers.all()).containsExactly(new Raised(MarkerId.all(Effect.REMOVE), LogPositions.of(EPOCH, 10)));
    }

    @Test
    void itWaitsForTheLogOnlySoLong() {
        table.mark(WRITER, "RTfruit", config.fence().plusMillis(1));
        log.acknowledging(Mono::never);

        StepVerifier.create(reader.read())
                .then(() -> time.advanceTimeBy(config.log().announceTimeout()))
                .expectError()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void readsForTheSweepOnlyInTheLifeThisNodeKnows() {
        table.row("RTfruit", LogPositions.of(EPOCH, 4), Duration.ZERO);
        assertThat(reader.readNow().block()).isEqualTo(table.content());

        markers.reset(LogPositions.of(EPOCH + 1, 0));
        assertThat(reader.readNow().blockOptional()).isEmpty();
    }
}
