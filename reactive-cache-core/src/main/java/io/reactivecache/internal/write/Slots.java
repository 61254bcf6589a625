package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.internal.tier.RemoteTier.Base;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The places of writes in the remote store, each left by one record and found by the next. */
public final class Slots<K, V> {

    private final RemoteStore store;
    private final RemoteTier<V> remote;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Scheduler scheduler;

    public Slots(RemoteStore store, RemoteTier<V> remote, RemoteCalls calls, CacheConfig config, Scheduler scheduler) {
        this.store = store;
        this.remote = remote;
        this.calls = calls;
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Completes, on the scheduler, when this node has applied the record that is watched. */
    Mono<Void> applied(PendingPut<V> watch) {
        return watch.applied()
                .publishOn(scheduler)
                .timeout(config.log().announceTimeout(), scheduler)
                .flatMap(any -> watch.isAbandoned()
                        ? Mono.error(new TimeoutException("record: log begun anew (expected: applied)"))
                        : Mono.empty());
    }

    /** Reads the key until a record has left something there that is not before the given place. Errors if it takes too long. */
    Mono<Base<V>> reached(Write<K, V> write, Position applied, long place) {
        return reached(write, applied, place, 1).timeout(config.log().announceTimeout(), scheduler);
    }

    private Mono<Base<V>> reached(Write<K, V> write, Position applied, long place, int number) {
        return remote.base(write.address(), applied)
                .flatMap(base -> base.reached() >= place
                        ? Mono.just(base)
                        : Mono.delay(Computes.pause(number), scheduler)
                                .then(Mono.defer(() -> reached(write, applied, place, number + 1))));
    }

    /** Leaves a value, or its absence. */
    Mono<Void> store(Write<K, V> write, Position position, Optional<V> next, Keep keep, Ticket ticket) {
        return next.map(value -> remote.written(value, keep, position).flatMap(entry -> store(write, entry, ticket)))
                .orElseGet(() -> open(write, position));
    }

    /** Leaves what is there as it is, so that it counts as left by this record. */
    Mono<Void> storeAgain(Write<K, V> write, Position position, Base<V> base) {
        return base.stored()
                .map(entry -> store(write, at(entry, position), base.ticket()))
                .orElseGet(() -> open(write, position));
    }

    private static StoredEntry at(StoredEntry entry, Position position) {
        return new StoredEntry(
                position,
                entry.age(),
                entry.freshFor(),
                entry.ttl(),
                entry.loadTime(),
                entry.tags(),
                entry.validator(),
                entry.payload());
    }

    private Mono<Void> open(Write<K, V> write, Position position) {
        return calls.call(() -> store.open(write.address().remote(), write.token(), position, config.placeTime()));
    }

    private Mono<Void> store(Write<K, V> write, StoredEntry entry, Ticket ticket) {
        String key = write.address().remote();
        return calls.call(() -> store.store(key, write.token(), entry, ticket, config.placeTime()))
                .doOnNext(remote::counted)
                .flatMap(stored -> stored ? Mono.empty() : overtaken(write, entry.stamp()));
    }

    /** Not stored is right if something newer is there; otherwise it is lost, and its writer must hear of it. */
    private Mono<Void> overtaken(Write<K, V> write, Position position) {
        return remote.base(write.address(), position)
                .filter(base -> base.reached() > position.offset())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("write: not stored (expected: stored)")))
                .then();
    }
}
