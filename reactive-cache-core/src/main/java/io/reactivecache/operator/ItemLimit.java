package io.reactivecache.operator;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Collects the items of a source, up to a limit. */
final class ItemLimit {

    private final int maxItems;

    ItemLimit(int maxItems) {
        if (maxItems < 1) {
            throw new IllegalArgumentException("maxItems: " + maxItems + " (expected: >= 1)");
        }
        this.maxItems = maxItems;
    }

    /** All items, immutable; or an error if there is one item too many, which is the last that is asked for. */
    <V> Mono<List<V>> collect(Flux<V> source) {
        return source.take(maxItems + 1L).collectList().map(this::checked);
    }

    private <V> List<V> checked(List<V> items) {
        if (items.size() > maxItems) {
            throw new TooManyItemsException(maxItems);
        }
        return List.copyOf(items);
    }
}
