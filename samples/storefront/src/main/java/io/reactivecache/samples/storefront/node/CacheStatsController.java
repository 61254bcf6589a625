package io.reactivecache.samples.storefront.node;

import io.reactivecache.ReactiveCache;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the cache of this node has done so far. */
@RestController
class CacheStatsController {

    private final ReactiveCache<?, ?> cache;
    private final Environment environment;

    CacheStatsController(ReactiveCache<?, ?> cache, Environment environment) {
        this.cache = cache;
        this.environment = environment;
    }

    @GetMapping("/cache/stats")
    Mono<CacheReport> stats() {
        return Mono.zip(cache.stats(), cache.health(), (stats, health) -> CacheReport.of(node(), stats, health));
    }

    // The port is only known once the server listens on it.
    private String node() {
        return "localhost:" + environment.getProperty("local.server.port");
    }
}
