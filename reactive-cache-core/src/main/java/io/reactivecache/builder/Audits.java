package io.reactivecache.builder;

import io.reactivecache.Effect;
import io.reactivecache.LoadRequest;
import io.reactivecache.internal.audit.Auditor;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.RemoteTier;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What an audit compares: the remote tier as a read sees it, and the loader. */
final class Audits<K, V> {

    private final Wiring<K, V> w;
    private final Optional<RemoteTier<V>> remote;

    private Audits(Wiring<K, V> w) {
        this.w = w;
        this.remote = w.remote.map(at -> ReadPath.remoteTier(w, at));
    }

    static <K, V> Auditor<K, V> of(Wiring<K, V> w, WritePath<K, V> writes) {
        Audits<K, V> audits = new Audits<>(w);
        return new Auditor<>(
                w.local,
                audits::remote,
                audits::source,
                key -> writes.invalidate(key, Effect.REMOVE),
                w.clock,
                w.scheduler);
    }

    private Mono<Entry<V>> remote(K key) {
        return Mono.justOrEmpty(w.positions.view()).flatMap(view -> remote(key, view));
    }

    private Mono<Entry<V>> remote(K key, AppliedPositions.View view) {
        Address address = w.keys.address(w.keys.encode(key), view.partitions());
        return Mono.justOrEmpty(remote)
                .flatMap(tier -> tier.read(address, view.applied(address.partition()), false))
                .flatMap(answer -> Mono.justOrEmpty(answer.entry()));
    }

    private Mono<V> source(K key) {
        return Mono.defer(() -> w.loads().load(new LoadRequest<>(key, Optional.empty())))
                .timeout(w.config.maxLoadTime(), w.scheduler)
                .flatMap(result -> Mono.justOrEmpty(result.value()));
    }
}
