package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's way to the remote store: every operation is a {@link HeldCall}. */
final class HeldStore extends HeldTable implements RemoteStore {

    private final World world;
    private final Life life;
    private final RemoteStore store;

    HeldStore(World world, Life life) {
        super(world, life);
        this.world = world;
        this.life = life;
        this.store = world.remote;
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        return held(RemoteOperation.READ, store.read(key, maxLoadTime));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        world.ledger.checkFill(life.node(), World.key(key), world.number(entry.stamp()));
        return held(RemoteOperation.FILL, store.fill(key, entry, ticket).doOnNext(taken -> filled(key, taken)));
    }

    private void filled(String key, boolean taken) {
        if (taken) {
            world.marks.filled(key);
        } else {
            world.tally.count(Event.FILL_REFUSED);
        }
    }

    @Override
    public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
        world.checkRemoved(life.node(), World.key(key));
        return toldOf(
                RemoteOperation.CLOSE,
                store.close(key, token, held, fence).doOnNext(ticket -> world.marks.closed(key, token, fence)));
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        return held(
                RemoteOperation.OPEN,
                store.open(key, token, position, fence).doOnSuccess(done -> world.marks.settled(key, token)));
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        return held(
                RemoteOperation.STORE,
                store.store(key, token, entry, ticket, fence).doOnNext(taken -> stored(key, token, taken)));
    }

    private void stored(String key, Token token, boolean taken) {
        world.marks.settled(key, token);
        if (!taken) {
            world.tally.count(Event.STORE_REFUSED);
        }
    }

    /** It can always be reached: that calls fail is their fate. */
    @Override
    public Flux<Boolean> available() {
        return Flux.concat(Flux.just(true), Flux.never());
    }
}
