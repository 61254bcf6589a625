package io.reactivecache.test.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.Token;
import io.reactivecache.test.contract.MarkerTableContract;
import io.reactivecache.test.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The store in memory, with the store for faults around it: without faults that is the store it wraps. */
class InMemoryMarkersTest extends MarkerTableContract {

    private static final Token TOKEN = new Token(1, 1);
    private static final LogPositions POSITIONS = LogPositions.of(1, 5);

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(() -> Instant.ofEpochMilli(millis.get()));
    private final FaultyRemoteStore faulty = new FaultyRemoteStore(memory);

    @Override
    protected MarkerTable table() {
        return faulty;
    }

    @Override
    protected void lose(String cache) {
        memory.loseMarkers();
    }

    @Override
    protected void goAway() {
        memory.setAvailable(false);
    }

    @Override
    protected void elapse(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Test
    void aRestartLosesTables() {
        long before = seal();
        memory.restart(true);

        assertThat(seal()).isNotEqualTo(before);
    }

    @Test
    void operationsOnTablesAreFaultyOnDemandAndCounted() {
        faulty.setAll(Fault.fail(RemoteAwayException::new));
        StepVerifier.create(faulty.close("c", TOKEN, "RA")).expectError().verify();
        StepVerifier.create(faulty.open("c", TOKEN, "RA", POSITIONS))
                .expectError()
                .verify();
        StepVerifier.create(faulty.read("c")).expectError().verify();
        StepVerifier.create(faulty.lead("c", TOKEN, Duration.ZERO))
                .expectError()
                .verify();
        faulty.heal();

        assertThat(faulty.read("c").block().rows()).isEmpty();
        assertThat(faulty.calls(RemoteOperation.CLOSE_MARKER)).isEqualTo(1);
        assertThat(faulty.calls(RemoteOperation.OPEN_MARKER)).isEqualTo(1);
        assertThat(faulty.calls(RemoteOperation.READ_MARKERS)).isEqualTo(2);
        assertThat(faulty.calls(RemoteOperation.LEAD)).isEqualTo(1);
    }

    private long seal() {
        return memory.read("cache").block().seal();
    }
}
