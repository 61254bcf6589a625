package io.reactivecache.test.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

/** The steps of the contract's tests: each does one thing to one key of the store and waits for its end. */
abstract class RemoteStoreSteps {

    static final Token ALICE = new Token(0xA11CEL, 1);
    static final Token BOB = new Token(0xB0BL, 1);
    static final long EPOCH = 0x5EED_0000_0000_0001L;
    static final long OTHER_EPOCH = 0x5EED_0000_0000_0002L;
    static final Duration LONG = Duration.ofMinutes(1);
    static final Duration SHORT = Duration.ofMillis(250);
    static final Set<String> TAGS = Set.of("", "a", "ä:{}*");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    RemoteStore store;
    String key;

    /** The store under test, connected; asked for once before each test. */
    protected abstract RemoteStore store();

    /** Puts bytes under a key, past the store, that no store ever wrote. */
    protected abstract void damage(String key);

    /** Lets time pass for the store, a little more than given. Defaults to waiting for it. */
    protected void elapse(Duration time) {
        Mono.delay(time.plusMillis(50)).block();
    }

    @BeforeEach
    final void beginWithAnUnusedKey() {
        store = store();
        key = "contract:" + UUID.randomUUID();
    }

    final RemoteRead read() {
        return done(store.read(key, LONG));
    }

    final boolean isEmpty() {
        RemoteRead read = read();
        return read.entry().isEmpty() && !read.damaged();
    }

    final String value() {
        return read().entry()
                .flatMap(StoredEntry::payload)
                .map(payload -> new String(payload.bytes(), UTF_8))
                .orElse("none");
    }

    final Ticket ticket() {
        return read().ticket();
    }

    final boolean fill(String value, long offset) {
        return fill(entry(value, offset), ticket());
    }

    final boolean fill(StoredEntry entry, Ticket ticket) {
        return done(store.fill(key, entry, ticket));
    }

    final Ticket close(Token token) {
        return done(store.close(key, token, LONG));
    }

    final void open(Token token, long offset) {
        open(token, at(EPOCH, offset));
    }

    final void open(Token token, Position position) {
        store.open(key, token, position, LONG).block(PATIENCE);
    }

    final boolean store(Token token, String value, long offset, Ticket ticket) {
        return done(store.store(key, token, entry(value, offset), ticket, LONG));
    }

    static Position at(long epoch, long offset) {
        return new Position(epoch, 3, offset);
    }

    static StoredEntry entry(String value, long offset) {
        return entry(value, at(EPOCH, offset), LONG);
    }

    static StoredEntry entry(String value, Position stamp, Duration ttl) {
        Payload payload = new Payload(2, 3, 9, 0xFEDC_BA98, value.getBytes(UTF_8));
        return entry(stamp, Duration.ZERO, ttl, Optional.of(payload));
    }

    static StoredEntry aged(Duration age, Duration ttl) {
        StoredEntry fresh = entry("a", 5);
        return entry(fresh.stamp(), age, ttl, fresh.payload());
    }

    static StoredEntry entry(Position stamp, Duration age, Duration ttl, Optional<Payload> payload) {
        Duration load = Duration.ofNanos(7_654_000);
        return new StoredEntry(stamp, age, ttl.dividedBy(2), ttl, load, TAGS, Optional.of("W/\"1\""), payload);
    }

    static Ticket ofAnotherSession(Ticket ticket) {
        return new Ticket(ticket.session() + 1, ticket.deadline());
    }

    static Ticket overdue(Ticket ticket) {
        return new Ticket(ticket.session(), ticket.deadline() - 2 * LONG.toMillis());
    }

    static <T> T done(Mono<T> step) {
        return step.blockOptional(PATIENCE)
                .orElseThrow(() -> new AssertionError("completed empty (expected: a value)"));
    }
}
