package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store that reads whatever bytes a test puts in place of those of a key, and writes nothing. */
final class ByteStore implements RemoteStore {

    private static final Ticket TICKET = new Ticket(1, Long.MAX_VALUE);

    private final EntryFormat format;
    private final long now;
    private byte[] bytes = new byte[0];

    ByteStore(EntryFormat format, long now) {
        this.format = format;
        this.now = now;
    }

    void put(byte[] other) {
        bytes = other;
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        return Mono.fromSupplier(() -> RedisKey.answer(format.read(bytes), now, TICKET));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        return Mono.just(false);
    }

    @Override
    public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
        return Mono.just(TICKET);
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        return Mono.just(false);
    }

    @Override
    public Flux<Boolean> available() {
        return Flux.just(true);
    }
}
