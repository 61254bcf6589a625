package io.reactivecache.test.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.contract.LeasesContract;
import io.reactivecache.test.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store in memory, with the store for faults around it: without faults that is the store it wraps. */
class InMemoryLeasesTest extends LeasesContract {

    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Token ONE = new Token(1, 1);
    private static final Token TWO = new Token(2, 1);

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(() -> Instant.ofEpochMilli(millis.get()));
    private final FaultyRemoteStore faulty = new FaultyRemoteStore(memory);

    @Override
    protected RemoteStore store() {
        return faulty;
    }

    @Override
    protected Leases leases() {
        return faulty;
    }

    @Override
    protected void damage(String key) {
        memory.damage(key);
    }

    @Override
    protected void elapse(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Override
    protected void lose() {
        memory.setAvailable(false);
    }

    @Test
    void aRestartLosesLeases() {
        faulty.acquire("k", ONE, TIME, TIME).block();
        memory.restart(true);
        assertThat(isLeased(faulty, TWO)).isTrue();
    }

    @Test
    void leasesAreFaultyOnDemand() {
        faulty.set(RemoteOperation.ACQUIRE, Fault.dropReply(RemoteAwayException::new));
        assertThat(faulty.acquire("k", ONE, TIME, TIME).onErrorComplete().blockOptional())
                .isEmpty();
        faulty.set(RemoteOperation.RELEASE, Fault.fail(RemoteAwayException::new));
        faulty.release("k", ONE).onErrorComplete().block();
        faulty.heal();
        assertThat(isLeased(memory, TWO)).isFalse();
        assertThat(faulty.calls(RemoteOperation.ACQUIRE)).isEqualTo(1);
        assertThat(faulty.calls(RemoteOperation.RELEASE)).isEqualTo(1);
    }

    @Test
    void overAStoreWithoutLeasesEverybodyIsGivenOne() {
        FaultyRemoteStore plain = new FaultyRemoteStore(new WithoutLeases(memory));
        assertThat(isLeased(plain, ONE)).isTrue();
        assertThat(isLeased(plain, TWO)).isTrue();
        plain.release("k", TWO).block();
    }

    private static boolean isLeased(Leases leases, Token token) {
        return leases.acquire("k", token, TIME, TIME)
                .blockOptional()
                .orElseThrow()
                .leased();
    }

    /** The operations of {@link RemoteStore} and no more. */
    private record WithoutLeases(RemoteStore store) implements RemoteStore {

        @Override
        public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
            return store.read(key, maxLoadTime);
        }

        @Override
        public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
            return store.fill(key, entry, ticket);
        }

        @Override
        public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
            return store.close(key, token, held, fence);
        }

        @Override
        public Mono<Void> open(String key, Token token, Position position, Duration fence) {
            return store.open(key, token, position, fence);
        }

        @Override
        public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
            return store.store(key, token, entry, ticket, fence);
        }

        @Override
        public Flux<Boolean> available() {
            return store.available();
        }
    }
}
