package io.reactivecache.samples.storefront.node;

import io.reactivecache.CacheHealth;
import io.reactivecache.ReactiveCache;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/**
 * The health of a cache: {@code UP} if this node follows the log, the remote tier answers, and the journal keeps what is
 * written, else {@code DEGRADED}.
 *
 * <p>Degraded is answered with HTTP 200. Redis, and Kafka if there is one, are shared: if they are away, they are away for all nodes, and
 * each of them still serves right answers from the database. A load balancer that took a node out for that would take out
 * all of them. Without its journal a node still sells.
 */
class CacheHealthIndicator implements ReactiveHealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED", "goes on without what does not answer");

    private final ReactiveCache<?, ?> cache;

    CacheHealthIndicator(ReactiveCache<?, ?> cache) {
        this.cache = cache;
    }

    @Override
    public Mono<Health> health() {
        return cache.health().map(CacheHealthIndicator::health);
    }

    private static Health health(CacheHealth health) {
        Health.Builder told = Health.status(health.isUp() ? Status.UP : DEGRADED)
                .withDetail("log", health.log())
                .withDetail("remote", health.remote())
                .withDetail("journal", health.journal())
                .withDetail("pending", health.pending());
        health.staleness().ifPresent(staleness -> told.withDetail("staleness", staleness));
        return told.build();
    }
}
