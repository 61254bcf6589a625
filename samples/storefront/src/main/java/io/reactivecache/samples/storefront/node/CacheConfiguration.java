package io.reactivecache.samples.storefront.node;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.micrometer.MicrometerCacheMetrics;
import io.reactivecache.micrometer.MicrometerCacheObserver;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.resilience4j.CircuitBreakerGuard;
import io.reactivecache.samples.storefront.product.Product;
import io.reactivecache.samples.storefront.product.ProductRepository;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.spi.InvalidationLog;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The cache of products. Spring closes it first and waits for it, then disposes the log and the store below it. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    // How long a load, the writer and an announcement may take each: who stands in a shop does not wait longer.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    // Whoever can be shown a product of a moment ago does not even wait that long, nor when the database is away.
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(500);
    private static final Duration STILL_TRUE_ENOUGH = Duration.ofMinutes(10);

    // Products are added without telling the cache.
    private static final Duration STILL_ABSENT = Duration.ofSeconds(10);
    private static final double SPREAD = 0.1;

    @Bean(destroyMethod = "dispose")
    RedisRemoteStore remoteStore(StorefrontSettings settings) {
        return RedisRemoteStore.create(settings.redisAddress());
    }

    @Bean
    @Primary
    ReactiveCache<Long, Product> productCache(
            StorefrontSettings settings,
            ProductRepository repository,
            RedisRemoteStore remote,
            InvalidationLog log,
            MeterRegistry meters,
            ObservationRegistry observations) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(ttl -> ttl.both(settings.ttl()).absent(STILL_ABSENT).jitter(SPREAD))
                .maximumSize(settings.maximumSize())
                .flight(flight -> flight.maxLoadTime(PATIENCE).softTimeout(SHORT_PATIENCE))
                .stale(stale -> stale.max(STILL_TRUE_ENOUGH))
                .settings(more -> more.log(changes -> changes.announceTimeout(PATIENCE)))
                .loader(repository::find)
                .writer((id, product) -> repository.update(product))
                .remote(remote)
                .remoteGuard(CircuitBreakerGuard.of(CircuitBreaker.of("redis", CircuitBreakerGuard.remoteTier())))
                .log(log)
                .metrics(MicrometerCacheMetrics.of(meters))
                .observer(MicrometerCacheObserver.of(observations))
                .build();
    }
}
