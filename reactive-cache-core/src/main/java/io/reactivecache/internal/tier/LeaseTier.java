package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.Token;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The leases of the remote store as the read path sees them. No failure of the store leaves it: then all may load. */
public final class LeaseTier<V> {

    private final Leases leases;
    private final RemoteTier<V> remote;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Counters counters;
    private final Measures measures;
    private final Tokens tokens = new Tokens();

    public LeaseTier(
            Leases leases,
            RemoteTier<V> remote,
            RemoteCalls calls,
            CacheConfig config,
            Counters counters,
            Measures measures) {
        this.leases = leases;
        this.remote = remote;
        this.calls = calls;
        this.config = config;
        this.counters = counters;
        this.measures = measures;
    }

    /**
     * What asking for a lease came to.
     *
     * @param answer what the remote tier has
     * @param mayLoad true if this node has the lease, or there are none to be had
     */
    public record Asked<V>(RemoteTier.Answer<V> answer, boolean mayLoad) {}

    /** A token for the lease of one flight. */
    public Token token() {
        return tokens.next();
    }

    /** Reads a key and takes its lease if nobody else has it. Never errors, and answers within the remote timeout. */
    public Mono<Asked<V>> acquire(Address address, Position applied, Token token) {
        return calls.call(() -> measures.measured(CacheTimer.REMOTE_READ, leased(address, token)))
                .map(leased -> asked(leased, address, applied))
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.just(
                            new Asked<>(new RemoteTier.Answer<>(Optional.empty(), Optional.empty(), false), true));
                });
    }

    private Mono<LeasedRead> leased(Address address, Token token) {
        return leases.acquire(address.remote(), token, config.remote().leaseTime(), config.maxLoadTime());
    }

    private Asked<V> asked(LeasedRead leased, Address address, Position applied) {
        counters.count(leased.leased() ? CacheMeter.LEASE_TAKEN : CacheMeter.LEASE_REFUSED);
        return new Asked<>(remote.answer(leased.read(), address, applied), leased.leased());
    }

    /** Gives a lease back. Never errors: one that could not be given back ends by itself. */
    public Mono<Void> release(Address address, Token token) {
        return calls.call(() -> leases.release(address.remote(), token))
                .doOnError(failure -> counters.count(CacheMeter.REMOTE_FAILURE))
                .onErrorComplete();
    }
}
