package io.reactivecache.internal.writebehind;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of other nodes that are over here without being applied: a write of yet another node has taken their place, or they were
 * given up. Who accepted them shows them to its readers until it is told.
 */
final class Superfluous<K, V> {

    private final Function<Pending<K, V>, Mono<Void>> over;

    Superfluous(WriteBehindParts<K, V> parts) {
        this.over = parts.over();
    }

    /** Tells of those a write has passed. */
    Mono<Void> passedBy(Due<K, V> due) {
        return told(List.copyOf(due.passed()));
    }

    /** Tells of a write that is not applied itself, and of those it has passed. */
    Mono<Void> over(Due<K, V> due) {
        return told(Stream.concat(due.passed().stream(), Stream.of(due))
                .filter(each -> !each.isOwn)
                .toList());
    }

    private Mono<Void> told(List<Due<K, V>> writes) {
        return Flux.fromIterable(writes)
                .concatMap(due -> over.apply(due.pending), 1)
                .then();
    }
}
