package io.reactivecache.samples.storefront.view;

import io.reactivecache.ReactiveCache;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** How often products were looked at, counted in this life of the node. */
@Service
class Views {

    private final UUID life = UUID.randomUUID();
    private final ReactiveCache<Counter, Long> counts;
    private final ViewRepository repository;

    Views(ReactiveCache<Counter, Long> counts, ViewRepository repository) {
        this.counts = counts;
        this.repository = repository;
    }

    /** Counts a view. Completes once the journal has it, or if there is none this process; the database gets it later. */
    Mono<Void> add(long product) {
        return counts.compute(counter(product), views -> Mono.just(views.orElse(0L) + 1))
                .then();
    }

    /** Emits how often a product was looked at: on this node until now, on others as far as the database has it. */
    Mono<Long> of(long product) {
        Counter own = counter(product);
        return counts.get(own).defaultIfEmpty(0L).zipWith(repository.findOthers(own), Long::sum);
    }

    private Counter counter(long product) {
        return new Counter(product, life);
    }
}
