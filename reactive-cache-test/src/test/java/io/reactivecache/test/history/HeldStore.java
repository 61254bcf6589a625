package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's way to the remote store: every operation is a {@link HeldCall}. */
final class HeldStore implements RemoteStore {

    private final World world;
    private final RemoteStore store;
    private final String[] names;

    HeldStore(World world, int node) {
        this.world = world;
        this.store = world.remote;
        this.names = HeldStore.names(node);
    }

    private static String[] names(int node) {
        return new String[] {
            "n" + node + ": remote read", "n" + node + ": fill", "n" + node + ": close", "n" + node + ": open",
            "n" + node + ": store"
        };
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        return new HeldCall<>(world, names[0], store.read(key, maxLoadTime));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        return new HeldCall<>(
                world, names[1], store.fill(key, entry, ticket).doOnNext(taken -> world.tally.count(
                        taken ? Event.FILLED : Event.FILL_REFUSED)));
    }

    @Override
    public Mono<Ticket> close(String key, Token token, Duration fence) {
        return new HeldCall<>(
                world, names[2], store.close(key, token, fence).doOnNext(ticket -> world.marks.closed(key, token)));
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        return new HeldCall<>(
                world,
                names[3],
                store.open(key, token, position, fence).doOnSuccess(done -> world.marks.settled(key, token)));
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        return new HeldCall<>(
                world, names[4], store.store(key, token, entry, ticket, fence).doOnNext(taken -> {
                    world.marks.settled(key, token);
                    if (!taken) {
                        world.tally.count(Event.STORE_REFUSED);
                    }
                }));
    }

    @Override
    public Flux<Boolean> available() {
        return store.available();
    }
}
