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
import io.reactivecache.test.fault.Corruption;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Hold;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A remote store with faults on demand, and a count of what it was asked to do. A fault concerns the operations that are
 * subscribed to while it is set. Over a store without {@link Leases} every lease is given to whoever asks; over one without
 * a table of markers whatever concerns it errors, and over one that cannot be swept there is nothing to sweep.
 */
public final class FaultyRemoteStore implements RemoteStore, Leases, MarkerTable, Sweepable {

    private final RemoteStore store;
    private volatile Corruption corruption = Corruption.NONE;
    private final Map<RemoteOperation, Fault> faults = new ConcurrentHashMap<>();
    private final Map<RemoteOperation, LongAdder> calls = new ConcurrentHashMap<>();

    /** A store that does what the given one does. */
    public FaultyRemoteStore(RemoteStore store) {
        this.store = store;
    }

    /** Sets the fault of an operation, in place of the one before. */
    public void set(RemoteOperation operation, Fault fault) {
        faults.put(operation, fault);
    }

    /** Sets the fault of every operation. */
    public void setAll(Fault fault) {
        for (RemoteOperation operation : RemoteOperation.values()) {
            set(operation, fault);
        }
    }

    /** Takes all faults away; what hangs already goes on hanging. */
    public void heal() {
        faults.clear();
    }

    /** Corrupts the bytes of values that are read from now on; what is stored stays as it is. */
    public void corrupt(Corruption read) {
        corruption = Objects.requireNonNull(read, "read");
    }

    /** Holds an operation back from now on. */
    public Hold hold(RemoteOperation operation) {
        Hold hold = new Hold();
        set(operation, hold);
        return hold;
    }

    /** How often an operation was subscribed to. */
    public long calls(RemoteOperation operation) {
        return counter(operation).sum();
    }

    @Override
    public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
        return faulty(RemoteOperation.READ, store.read(key, maxLoadTime))
                .map(read -> CorruptedReads.of(read, corruption));
    }

    @Override
    public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
        return faulty(RemoteOperation.FILL, store.fill(key, entry, ticket));
    }

    @Override
    public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
        return faulty(RemoteOperation.CLOSE, store.close(key, token, held, fence));
    }

    @Override
    public Mono<Void> open(String key, Token token, Position position, Duration fence) {
        return faulty(RemoteOperation.OPEN, store.open(key, token, position, fence));
    }

    @Override
    public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        return faulty(RemoteOperation.STORE, store.store(key, token, entry, ticket, fence));
    }

    @Override
    public Mono<LeasedRead> acquire(String key, Token token, Duration time, Duration maxLoadTime) {
        return faulty(
                        RemoteOperation.ACQUIRE,
                        store instanceof Leases leases
                                ? leases.acquire(key, token, time, maxLoadTime)
                                : store.read(key, maxLoadTime).map(read -> new LeasedRead(read, true)))
                .map(leased -> new LeasedRead(CorruptedReads.of(leased.read(), corruption), leased.leased()));
    }

    @Override
    public Mono<Void> release(String key, Token token) {
        return faulty(
                RemoteOperation.RELEASE, store instanceof Leases leases ? leases.release(key, token) : Mono.empty());
    }

    @Override
    public Mono<Void> close(String cache, Token token, String marker) {
        return faulty(RemoteOperation.CLOSE_MARKER, table(table -> table.close(cache, token, marker)));
    }

    @Override
    public Mono<Void> open(String cache, Token token, String marker, LogPositions positions) {
        return faulty(RemoteOperation.OPEN_MARKER, table(table -> table.open(cache, token, marker, positions)));
    }

    @Override
    public Mono<Boolean> checkpoint(String cache, long seal, LogPositions positions) {
        return faulty(RemoteOperation.CHECKPOINT, table(table -> table.checkpoint(cache, seal, positions)));
    }

    @Override
    public Mono<Content> read(String cache) {
        return faulty(RemoteOperation.READ_MARKERS, table(table -> table.read(cache)));
    }

    @Override
    public Mono<Boolean> drop(String cache, Row row) {
        return faulty(RemoteOperation.DROP_MARKER, table(table -> table.drop(cache, row)));
    }

    @Override
    public Mono<Boolean> lead(String cache, Token token, Duration time) {
        return faulty(RemoteOperation.LEAD, table(table -> table.lead(cache, token, time)));
    }

    @Override
    public Flux<Swept> scan(String prefix) {
        return store instanceof Sweepable values ? values.scan(prefix) : Flux.empty();
    }

    @Override
    public Mono<Boolean> removeBefore(String key, Position position, Duration fence) {
        return faulty(
                RemoteOperation.REMOVE,
                store instanceof Sweepable values ? values.removeBefore(key, position, fence) : Mono.just(false));
    }

    private <T> Mono<T> table(Function<MarkerTable, Mono<T>> call) {
        return store instanceof MarkerTable table
                ? call.apply(table)
                : Mono.error(new UnsupportedOperationException("store: no MarkerTable (expected: one)"));
    }

    @Override
    public Flux<Boolean> available() {
        return store.available();
    }

    private <T> Mono<T> faulty(RemoteOperation operation, Mono<T> sound) {
        return Mono.defer(() -> {
            counter(operation).increment();
            return faults.getOrDefault(operation, Fault.NONE).of(sound);
        });
    }

    private LongAdder counter(RemoteOperation operation) {
        return calls.computeIfAbsent(operation, none -> new LongAdder());
    }
}
