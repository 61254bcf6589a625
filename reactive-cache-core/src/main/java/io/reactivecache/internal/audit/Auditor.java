package io.reactivecache.internal.audit;

import io.reactivecache.AuditOptions;
import io.reactivecache.AuditReport;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Draws keys of the local tier and sees whether what the tiers hold is right, in the way of Meta's Polaris ("Cache made
 * consistent", 2022): a difference by itself is no fault, since news takes its time, so what differs is looked at again after
 * the promised bound, and only what then differs still, and is the same as before, is reported.
 *
 * <pre>
 * look      the same as it should be            sound
 *           different                           wait for the bound, look again
 * again     the same as it should be, or another stale for a time: the cache has noticed by itself
 *           the same, and different             divergent; invalidated if that is wanted
 * either    not there, or not to be compared    skipped
 * </pre>
 */
public final class Auditor<K, V> {

    private final LocalTier<K, V> local;
    private final Function<K, Mono<Entry<V>>> remote;
    private final Function<K, Mono<V>> source;
    private final Function<K, Mono<?>> invalidate;
    private final InstantSource clock;
    private final Scheduler scheduler;

    /**
     * An auditor.
     *
     * @param remote reads what of the remote tier might be answered here, and keeps nothing; empty if there is nothing
     * @param source loads a value and keeps it nowhere
     */
    public Auditor(
            LocalTier<K, V> local,
            Function<K, Mono<Entry<V>>> remote,
            Function<K, Mono<V>> source,
            Function<K, Mono<?>> invalidate,
            InstantSource clock,
            Scheduler scheduler) {
        this.local = local;
        this.remote = remote;
        this.source = source;
        this.invalidate = invalidate;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Emits what an audit found. Never errors because of a key. */
    public Mono<AuditReport> audit(AuditOptions options) {
        return Flux.defer(() -> Flux.fromIterable(local.sample(options.sample())))
                .flatMap(key -> finding(key, options).onErrorReturn(Finding.SKIPPED), options.concurrency())
                .collectList()
                .map(Finding::report);
    }

    private Mono<Finding> finding(K key, AuditOptions options) {
        return evidence(key, options)
                .flatMap(seen -> isOff(seen) ? again(key, seen, options) : Mono.just(Finding.SOUND))
                .defaultIfEmpty(Finding.SKIPPED);
    }

    private Mono<Finding> again(K key, Evidence<V> seen, AuditOptions options) {
        long since = clock.millis();
        return Mono.delay(options.bound(), scheduler)
                .then(Mono.defer(() -> evidence(key, options)))
                .map(now -> judged(seen, now, since))
                .switchIfEmpty(Mono.fromSupplier(() -> stale(since)))
                .flatMap(finding -> repaired(key, finding, options));
    }

    private Finding judged(Evidence<V> seen, Evidence<V> now, long since) {
        boolean localOff = seen.isLocalOff() && now.isLocalOff() && now.hasLocalOf(seen);
        boolean remoteOff = seen.isRemoteOff() && now.isRemoteOff() && now.hasRemoteOf(seen);
        return localOff || remoteOff ? new Finding(true, localOff, remoteOff, false, Optional.empty()) : stale(since);
    }

    private Finding stale(long since) {
        return Finding.stale(Duration.ofMillis(Math.max(0, clock.millis() - since)));
    }

    private Mono<Finding> repaired(K key, Finding finding, AuditOptions options) {
        return finding.isOff() && options.repair()
                ? invalidate.apply(key).thenReturn(finding.asRepaired()).onErrorReturn(finding)
                : Mono.just(finding);
    }

    private static boolean isOff(Evidence<?> seen) {
        return seen.isLocalOff() || seen.isRemoteOff();
    }

    /** The tiers are looked at before the system of record: what it has had since is no fault of theirs. */
    private Mono<Evidence<V>> evidence(K key, AuditOptions options) {
        Entry<V> here = here(key);
        if (here == null) {
            return Mono.empty();
        }
        return remote.apply(key)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(there -> sourced(key, options).map(right -> new Evidence<>(here, there, right)));
    }

    private Mono<Optional<Evidence.Sourced<V>>> sourced(K key, AuditOptions options) {
        return options.source()
                ? source.apply(key)
                        .map(value -> Optional.of(new Evidence.Sourced<>(Optional.of(value))))
                        .defaultIfEmpty(Optional.of(new Evidence.Sourced<>(Optional.empty())))
                : Mono.just(Optional.empty());
    }

    /** Only what is answered as fresh: a stale value is known to be one. */
    private @Nullable Entry<V> here(K key) {
        Slot<V> slot = local.find(key);
        Entry<V> entry = slot == null ? null : slot.entry();
        return entry == null || entry.isDefault() || entry.isStale(local.now()) ? null : entry;
    }
}
