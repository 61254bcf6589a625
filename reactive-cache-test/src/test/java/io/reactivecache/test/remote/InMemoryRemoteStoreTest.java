package io.reactivecache.test.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.test.contract.RemoteStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class InMemoryRemoteStoreTest extends RemoteStoreContract {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final StoredEntry ENTRY = new StoredEntry(
            new Position(1, 0, 5),
            Duration.ZERO,
            TTL,
            TTL,
            Duration.ZERO,
            Set.of(),
            Optional.empty(),
            Optional.of(new Payload(1, 0, 1, 0, new byte[] {1, 2, 3})));

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(() -> Instant.ofEpochMilli(millis.get()));

    @Override
    protected RemoteStore store() {
        return memory;
    }

    @Override
    protected void damage(String key) {
        memory.damage(key);
    }

    @Override
    protected void elapse(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Test
    void whatARestartKeepsIsOfAnotherEpoch() {
        memory.fill("k", ENTRY, ticket("k")).block();
        memory.restart(true);
        assertThat(stamp("k")).isPresent().get().isNotEqualTo(ENTRY.stamp());
        memory.restart(true);
        assertThat(stamp("k")).isPresent().get().isNotEqualTo(ENTRY.stamp());
        memory.restart(false);
        assertThat(stamp("k")).isEmpty();
    }

    @Test
    void aRestartMakesTicketsVoid() {
        Ticket ticket = ticket("k");
        memory.restart(false);
        assertThat(memory.fill("k", ENTRY, ticket).block()).isFalse();
    }

    @Test
    void everyOperationFailsWhileTheStoreIsAway() {
        StepVerifier.create(memory.available())
                .expectNext(true)
                .then(() -> memory.setAvailable(false))
                .expectNext(false)
                .then(() -> assertThatThrownBy(() -> ticket("k")).isInstanceOf(RemoteAwayException.class))
                .then(() -> memory.setAvailable(true))
                .expectNext(true)
                .thenCancel()
                .verify();
        assertThat(stamp("k")).isEmpty();
    }

    @Test
    void whileTheStoreIsAwayACallFailsBeforeAnythingIsAskedFor() {
        memory.setAvailable(false);
        StepVerifier.create(memory.read("k", TTL), 0)
                .expectError(RemoteAwayException.class)
                .verify(Duration.ofSeconds(5));
    }

    private Ticket ticket(String key) {
        return memory.read(key, TTL).blockOptional().orElseThrow().ticket();
    }

    private Optional<Position> stamp(String key) {
        return memory.read(key, TTL).blockOptional().orElseThrow().entry().map(StoredEntry::stamp);
    }
}
