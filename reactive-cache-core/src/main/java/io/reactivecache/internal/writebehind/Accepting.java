package io.reactivecache.internal.writebehind;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.append.Deadlines;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Accepts writes: room first, then the journal if they are DEFERRED, then they are pending. */
final class Accepting<K, V> {

    private final Engine<K, V> engine;
    private final PendingFormat<K, V> format;
    private final Counters counters;
    private final Deadlines patience;
    private final Steps appends;

    Accepting(Engine<K, V> engine, WriteBehindParts<K, V> parts) {
        WriteBehindConfig config = parts.config();
        this.engine = engine;
        this.format = parts.format();
        this.counters = parts.counters();
        this.patience = new Deadlines(config.maxWait(), parts.scheduler());
        this.appends = new Steps("appends", config.maxRecords());
    }

    Mono<Void> accept(Pending<K, V> write) {
        return switch (write.durability()) {
            case EVENTUAL -> eventual(write);
            case DEFERRED -> deferred(write);
            case IMMEDIATE ->
                throw new IllegalArgumentException("durability: IMMEDIATE (expected: DEFERRED or EVENTUAL)");
        };
    }

    /** Accepts a write if there is room, and nobody waits for it. */
    boolean acceptNow(Pending<K, V> write) {
        long size = format.size(write);
        return engine.room.tryTake(size) && isAccepted(due(write, size));
    }

    private Mono<Void> eventual(Pending<K, V> write) {
        return Mono.defer(() -> {
            long size = format.size(write);
            return withRoom(size, () -> isAccepted(due(write, size)) ? Mono.empty() : Mono.error(this::closed));
        });
    }

    private boolean isAccepted(Due<K, V> due) {
        boolean isAccepted = engine.pendings.accept(due);
        if (isAccepted) {
            counters.count(CacheMeter.BEHIND_ACCEPTED);
        }
        return isAccepted;
    }

    private Mono<Void> deferred(Pending<K, V> write) {
        return Mono.fromCallable(() -> format.encode(write)).flatMap(payload -> {
            long size = format.size(payload);
            return withRoom(size, () -> appended(due(write, size), payload));
        });
    }

    /** The append runs to its end whatever its caller does: only then it is known what the journal has. */
    private Mono<Void> appended(Due<K, V> due, byte[] payload) {
        KeyState<K, V> state = engine.pendings.await(due);
        String key = due.pending.encoded();
        return appends.run(Mono.defer(() -> engine.journal.append(key, payload))
                .doOnNext(sequence -> engine.pendings.appended(state, due, sequence))
                .doOnNext(done -> counters.count(CacheMeter.BEHIND_ACCEPTED))
                .doOnError(failure -> engine.pendings.forget(key, due.pending.token()))
                .then());
    }

    private Due<K, V> due(Pending<K, V> write, long size) {
        return new Due<>(write, size, engine.room, true);
    }

    private Mono<Void> withRoom(long size, Supplier<Mono<Void>> use) {
        return engine.room
                .take(size, this::patiently, use)
                .doOnError(CacheOverloadedException.class, full -> counters.count(CacheMeter.BEHIND_REJECTED));
    }

    private Mono<Void> patiently(Mono<Void> granted) {
        return patience.limit(granted).onErrorMap(TimeoutException.class, late -> engine.room.overloaded());
    }

    CacheException closed() {
        return new CacheClosedException(format.cache());
    }
}
