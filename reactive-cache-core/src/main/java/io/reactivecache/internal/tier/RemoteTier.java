package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.Source;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.entry.Lifetime;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.entry.Traits;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Verdict;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The remote tier as the read path sees it: values in and out, with the rules of their stamps. No failure of the store
 * or of the codec leaves it.
 */
public final class RemoteTier<V> {

    /** The shortest time the store knows. */
    private static final Duration BRIEF = Duration.ofMillis(1);

    private final RemoteStore store;
    private final PayloadFormat<V> payloads;
    private final RecentChanges recent;
    private final Markers markers;
    private final Fences fences;
    private final CacheConfig config;
    private final InstantSource clock;
    private final Lifetimes lifetimes;
    private final RemoteCalls calls;
    private final Counters counters;
    private final Measures measures;
    private final Steps steps;

    public RemoteTier(
            RemoteStore store,
            PayloadFormat<V> payloads,
            RecentChanges recent,
            Markers markers,
            Fences fences,
            CacheConfig config,
            InstantSource clock,
            Lifetimes lifetimes,
            RemoteCalls calls,
            Counters counters,
            Measures measures,
            Steps steps) {
        this.store = store;
        this.payloads = payloads;
        this.recent = recent;
        this.markers = markers;
        this.fences = fences;
        this.config = config;
        this.clock = clock;
        this.lifetimes = lifetimes;
        this.calls = calls;
        this.counters = counters;
        this.measures = measures;
        this.steps = steps;
    }

    /**
     * What a read came to.
     *
     * @param entry the value, if there is one that may be used
     * @param ticket the right to fill the key; empty if the store did not answer
     * @param isHeld true if nothing that is loaded now may be kept: a transaction may change it at any moment
     */
    public record Answer<V>(Optional<Entry<V>> entry, Optional<Ticket> ticket, boolean isHeld) {}

    /**
     * Reads a key. Never errors, and answers within the remote timeout.
     *
     * @param soft true if a stale value is at hand, so that the soft timeout counts
     */
    public Mono<Answer<V>> read(Address address, Position applied, boolean soft) {
        Supplier<Mono<RemoteRead>> read =
                () -> measures.measured(CacheTimer.REMOTE_READ, store.read(address.remote(), config.maxLoadTime()));
        return AnswerMono.of(soft ? calls.softly(read) : calls.call(read), answers(address, applied));
    }

    private AnswerMono.Answers<Answer<V>> answers(Address address, Position applied) {
        return new AnswerMono.Answers<>() {
            @Override
            public Answer<V> of(RemoteRead found) {
                return answer(found, address, applied);
            }

            @Override
            public Answer<V> of(Throwable failure) {
                counters.count(CacheMeter.REMOTE_FAILURE);
                return new Answer<>(Optional.empty(), Optional.empty(), false);
            }
        };
    }

    /** Stores a loaded value. Completes when it is stored or turned away; never errors: then it is not stored. */
    public Mono<Void> fill(Address address, Entry<V> loaded, Duration fresh, Ticket ticket) {
        return Mono.defer(() -> {
            if (!mayFill(address, loaded)) {
                counted(false);
                return Mono.empty();
            }
            return written(() -> stored(loaded, fresh))
                    .flatMap(entry -> calls.call(() -> store.fill(address.remote(), entry, ticket))
                            .doOnError(failure -> counters.count(CacheMeter.REMOTE_FAILURE)))
                    .doOnNext(this::counted)
                    .onErrorComplete()
                    .then();
        });
    }

    /** Takes away what is not newer than a position, as a load has found that there is no value. Never errors. */
    public Mono<Void> empty(Address address, Position applied, Ticket ticket) {
        StoredEntry over = new StoredEntry(
                applied, Duration.ZERO, BRIEF, BRIEF, Duration.ZERO, Set.of(), Optional.empty(), Optional.empty());
        return calls.call(() -> store.fill(address.remote(), over, ticket))
                .onErrorComplete()
                .then();
    }

    /** Counts what the store has said to a value. */
    public void counted(boolean stored) {
        counters.count(stored ? CacheMeter.REMOTE_STORED : CacheMeter.REMOTE_REJECTED);
    }

    private boolean mayFill(Address address, Entry<V> loaded) {
        Position stamp = loaded.stamp().orElseThrow();
        return !fences.stands(address.key())
                && recent.allows(address.key(), stamp)
                && markers.judgeRemote(address.key(), loaded.traits().tags(), stamp) == Verdict.VALID;
    }

    /** Runs a step that nobody waits for, in the background; without room for one more it is not done. */
    public void behind(Mono<Void> step) {
        if (!steps.start(step)) {
            counters.count(CacheMeter.REMOTE_DROPPED);
        }
    }

    /** What a read of the store comes to. */
    Answer<V> answer(RemoteRead read, Address address, Position applied) {
        return new Answer<>(usable(read, address, applied), Optional.of(read.ticket()), read.held());
    }

    /**
     * What there is to go on from, where the remote tier is the truth.
     *
     * @param value the value; empty if there is none
     * @param stored the same as the store keeps it
     * @param reached the place in its partition of the record that left it, or its absence; -1 if there is none
     * @param ticket the right to store what becomes of it
     */
    public record Base<V>(Optional<V> value, Optional<StoredEntry> stored, long reached, Ticket ticket) {}

    /**
     * Reads what there is, whatever this node remembers of the key: who goes on from it sees to it that it is not too old.
     * Errors if the store does not answer, or what it has cannot be read.
     */
    public Mono<Base<V>> base(Address address, Position applied) {
        return calls.call(() -> store.read(address.remote(), config.fence()).single())
                .map(read -> base(read, address, applied));
    }

    private Base<V> base(RemoteRead read, Address address, Position applied) {
        long reached = read.entry()
                .map(StoredEntry::stamp)
                .filter(stamp -> stamp.epoch() == applied.epoch())
                .map(Position::offset)
                .or(() -> read.tombstone()
                        .filter(left -> left.epoch() == applied.epoch())
                        .map(RemoteRead.Tombstone::offset))
                .orElse(-1L);
        Optional<StoredEntry> valid = read.entry()
                .filter(stored -> stored.stamp().epoch() == applied.epoch())
                .filter(stored -> stored.age().compareTo(stored.freshFor()) < 0)
                .filter(stored -> markers.judgeRemote(address.key(), stored.tags(), stored.stamp()) == Verdict.VALID);
        return new Base<>(valid.flatMap(StoredEntry::payload).map(payloads::decode), valid, reached, read.ticket());
    }

    /** A value that was put, as the store keeps it. Errors if it cannot be written down; that is counted. */
    public Mono<StoredEntry> written(V value, Keep keep, Position position) {
        return written(() -> stored(value, keep, position));
    }

    private Mono<StoredEntry> written(Callable<StoredEntry> stored) {
        return Mono.fromCallable(stored).doOnError(failure -> counters.count(CacheMeter.REMOTE_UNWRITTEN));
    }

    private StoredEntry stored(V value, Keep keep, Position position) {
        Duration fresh = lifetimes.remoteFresh(keep);
        return new StoredEntry(
                position,
                Duration.ZERO,
                fresh,
                lifetimes.remoteKept(fresh),
                Duration.ZERO,
                keep.tags(),
                Optional.empty(),
                Optional.of(payloads.encode(value, keep.form())));
    }

    private StoredEntry stored(Entry<V> loaded, Duration fresh) {
        return new StoredEntry(
                loaded.stamp().orElseThrow(),
                Duration.ofMillis(Math.max(0, clock.millis() - loaded.created())),
                fresh,
                loaded.isAbsent() ? fresh : lifetimes.remoteKept(fresh),
                Duration.ofNanos(loaded.loadMicros() * 1_000L),
                loaded.traits().tags(),
                loaded.traits().validator(),
                loaded.isAbsent() ? Optional.empty() : Optional.of(payloads.encode(loaded.value())));
    }

    private Optional<Entry<V>> usable(RemoteRead read, Address address, Position applied) {
        Optional<StoredEntry> found = read.entry();
        if (found.isEmpty()) {
            counters.count(read.damaged() ? CacheMeter.REMOTE_DAMAGED : CacheMeter.REMOTE_MISS);
            return Optional.empty();
        }
        StoredEntry stored = found.get();
        return switch (verdict(stored, address, applied)) {
            case VALID -> decoded(stored);
            case EXPIRED -> decoded(stored).map(entry -> entry.expired(clock.millis()));
            case REMOVED -> fenced();
        };
    }

    private Optional<Entry<V>> fenced() {
        counters.count(CacheMeter.REMOTE_FENCED);
        return Optional.empty();
    }

    private Verdict verdict(StoredEntry stored, Address address, Position applied) {
        return isCurrent(stored.stamp(), address, applied)
                ? markers.judgeRemote(address.key(), stored.tags(), stored.stamp())
                : Verdict.REMOVED;
    }

    private boolean isCurrent(Position stamp, Address address, Position applied) {
        return stamp.epoch() == applied.epoch()
                && stamp.partition() == applied.partition()
                && recent.allows(address.key(), stamp);
    }

    private Optional<Entry<V>> decoded(StoredEntry stored) {
        if (stored.payload().filter(payload -> !payloads.reads(payload)).isPresent()) {
            counters.count(CacheMeter.REMOTE_FOREIGN);
            return Optional.empty();
        }
        try {
            Optional<V> value = stored.payload().map(payloads::decode);
            counters.count(CacheMeter.REMOTE_HIT);
            return Optional.of(entry(value, stored));
        } catch (RuntimeException undecodable) {
            counters.count(CacheMeter.REMOTE_DAMAGED);
            return Optional.empty();
        }
    }

    private Entry<V> entry(Optional<V> value, StoredEntry stored) {
        int micros = (int) Math.min(Integer.MAX_VALUE, stored.loadTime().toNanos() / 1_000);
        Lifetime times = value.isEmpty()
                ? lifetimes.ofRemoteAbsence(stored.age(), stored.freshFor())
                : lifetimes.ofRemote(stored.age(), stored.freshFor(), stored.ttl(), micros);
        Traits traits = Traits.of(stored.tags(), stored.validator());
        return Entry.of(value, Source.REMOTE, Optional.of(stored.stamp()), traits, times, micros);
    }
}
