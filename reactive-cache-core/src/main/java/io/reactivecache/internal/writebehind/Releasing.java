package io.reactivecache.internal.writebehind;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Lets go of writes that another node is to apply, between two attempts. */
final class Releasing<K, V> {

    private final Kept journal;
    private final Pendings<K, V> pendings;

    Releasing(Kept journal, Pendings<K, V> pendings) {
        this.journal = journal;
        this.pendings = pendings;
    }

    /** What is left of a part; empty if nothing is. */
    Mono<Part<K, V>> withoutWithdrawn(Part<K, V> part) {
        Map<Boolean, List<Flight<K, V>>> withdrawn =
                part.flights().stream().collect(Collectors.partitioningBy(flight -> flight.due().isWithdrawn));
        List<Flight<K, V>> let = withdrawn.getOrDefault(true, List.of());
        Mono<Part<K, V>> left = Mono.just(part.with(withdrawn.getOrDefault(false, List.of())));
        Mono<Part<K, V>> some = left.filter(rest -> !rest.flights().isEmpty());
        return let.isEmpty() ? some : release(let).then(some);
    }

    private Mono<Void> release(List<Flight<K, V>> let) {
        return journal.released(Kept.entries(let)).then(Mono.fromRunnable(() -> pendings.released(let)));
    }
}
