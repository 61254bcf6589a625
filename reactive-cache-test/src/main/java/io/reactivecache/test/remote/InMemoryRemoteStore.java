package io.reactivecache.test.remote;

import io.reactivecache.Position;
import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A remote store in this process, with the rules of a shared one. Time passes as the given source says; nothing else
 * happens by itself. Signals are emitted on the subscribing thread.
 */
public final class InMemoryRemoteStore implements RemoteStore, Leases, MarkerTable, Sweepable {

    private final InstantSource clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final Map<String, InMemoryMarkers> tables = new ConcurrentHashMap<>();
    private final AtomicLong seals = new AtomicLong();
    private final Sinks.Many<Boolean> available = Sinks.many().replay().latestOrDefault(true);
    private volatile boolean reachable = true;
    private final AtomicLong session = new AtomicLong(1);

    /** An empty store that can be reached. */
    public InMemoryRemoteStore(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Starts again: tickets are void from now on. What is kept appears as of another epoch, as what a restarted Redis finds
     * on its disk does.
     *
     * @param keepData whether anything is kept
     */
    public void restart(boolean keepData) {
        session.incrementAndGet();
        leases.clear();
        held.replaceAll((key, was) -> was.ofAnotherEpoch());
        tables.clear();
        if (!keepData) {
            held.clear();
        }
    }

    /** Loses the tables of markers and nothing else, as a Redis that is short of memory may. */
    public void loseMarkers() {
        tables.clear();
    }

    /** Makes the store reachable, or every operation fail with {@link RemoteAwayException}. */
    public synchronized void setAvailable(boolean reachable) {
        if (this.reachable != reachable) {
            this.reachable = reachable;
            available.tryEmitNext(reachable);
        }
    }

    /** Puts something under a key that is not readable as a value. */
    public void damage(String key) {
        held.put(key, Held.Absent.DAMAGED);
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        return reached(() -> look(key, maxLoadTime));
    }

    private RemoteRead look(String key, Duration maxLoadTime) {
        Held there = at(key);
        Ticket ticket = new Ticket(session.get(), now() + maxLoadTime.toMillis());
        return new RemoteRead(
                there.value(now()), there == Held.Absent.DAMAGED, there.isHeld(), ticket, there.tombstone(now()));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        return reached(() -> isGood(ticket)
                && change(key, there -> there.yieldsToLoad(entry), there -> Held.value(entry, now(), 0)));
    }

    @Override
    public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
        return reached(() -> {
            long over = now() + fence.toMillis();
            change(key, there -> true, there -> there.closed(token, held, over));
            return new Ticket(session.get(), over);
        });
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        return reached(() -> change(
                        key,
                        there -> there.yieldsToWrite(token, position),
                        there -> new Held.Tombstone(position, now() + fence.toMillis())))
                .then();
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        Predicate<Held> stays = there -> isGood(ticket) && !there.isContended() && Held.isUsable(entry);
        return reached(() -> {
            long over = now() + fence.toMillis();
            Held tombstone = new Held.Tombstone(entry.stamp(), over);
            Held value = Held.value(entry, now(), over);
            AtomicBoolean stored = new AtomicBoolean();
            change(key, there -> there.yieldsToWrite(token, entry.stamp()), there -> {
                stored.set(stays.test(there));
                return stored.get() ? value : tombstone;
            });
            return stored.get();
        });
    }

    @Override
    public Mono<LeasedRead> acquire(String key, Token token, Duration time, Duration maxLoadTime) {
        return reached(() -> {
            Lease wanted = new Lease(token, now() + time.toMillis());
            Lease there = leases.merge(key, wanted, (old, fresh) -> old.yieldsTo(token, now()) ? fresh : old);
            return new LeasedRead(look(key, maxLoadTime), there.token().equals(token));
        });
    }

    @Override
    public Mono<Void> release(String key, Token token) {
        return reached(() -> leases.computeIfPresent(
                        key, (name, there) -> there.token().equals(token) ? null : there))
                .then();
    }

    @Override
    public Mono<Void> close(String cache, Token token, String marker) {
        return reached(() -> {
                    table(cache).close(token, marker);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Void> open(String cache, Token token, String marker, LogPositions positions) {
        return reached(() -> {
                    table(cache).open(token, marker, positions);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Boolean> checkpoint(String cache, long seal, LogPositions positions) {
        return reached(() -> table(cache).checkpoint(seal, positions));
    }

    @Override
    public Mono<Content> read(String cache) {
        return reached(() -> table(cache).read());
    }

    @Override
    public Mono<Boolean> drop(String cache, Row row) {
        return reached(() -> table(cache).drop(row));
    }

    @Override
    public Mono<Boolean> lead(String cache, Token token, Duration time) {
        return reached(() -> leases.merge(
                        cache + "/sweep",
                        new Lease(token, now() + time.toMillis()),
                        (old, fresh) -> old.yieldsTo(token, now()) ? fresh : old)
                .token()
                .equals(token));
    }

    private InMemoryMarkers table(String cache) {
        return tables.computeIfAbsent(cache, name -> new InMemoryMarkers(clock, seals.incrementAndGet()));
    }

    @Override
    public Flux<Swept> scan(String prefix) {
        return reached(() -> List.copyOf(held.keySet()))
                .flatMapIterable(keys -> keys)
                .filter(key -> key.startsWith(prefix))
                .concatMap(key -> Mono.justOrEmpty(at(key).value(now()))
                        .map(entry -> new Swept(key, entry.stamp(), entry.tags())));
    }

    @Override
    public Mono<Boolean> removeBefore(String key, Position position, Duration fence) {
        return reached(() -> change(
                key,
                there -> there.value(now())
                        .filter(entry -> entry.stamp().epoch() == position.epoch()
                                && !entry.stamp().reflects(position))
                        .isPresent(),
                there -> there.swept(now() + fence.toMillis())));
    }

    @Override
    public Flux<Boolean> available() {
        return available.asFlux().distinctUntilChanged();
    }

    /** Whose the lease of a key is, and when it is void. */
    private record Lease(Token token, long over) {

        private boolean yieldsTo(Token other, long now) {
            return over <= now || token.equals(other);
        }
    }

    /** Who has not asked for an answer yet hears that there will be none. */
    private <T> Mono<T> reached(Supplier<T> operation) {
        return Mono.defer(() -> reachable ? Mono.fromSupplier(operation) : Mono.error(new RemoteAwayException()));
    }

    private Held at(String key) {
        return held.getOrDefault(key, Held.Absent.NOTHING).unlessOver(now());
    }

    @SuppressWarnings("NullAway") // what is not there stays so
    private boolean change(String key, Predicate<Held> yields, UnaryOperator<Held> next) {
        AtomicBoolean changed = new AtomicBoolean();
        held.compute(key, (name, there) -> {
            Held was = there == null ? Held.Absent.NOTHING : there.unlessOver(now());
            changed.set(yields.test(was));
            return changed.get() ? next.apply(was) : there;
        });
        return changed.get();
    }

    private boolean isGood(Ticket ticket) {
        return ticket.session() == session.get() && now() < ticket.deadline();
    }

    private long now() {
        return clock.millis();
    }
}
