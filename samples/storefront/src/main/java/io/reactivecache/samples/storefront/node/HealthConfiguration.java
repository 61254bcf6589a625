package io.reactivecache.samples.storefront.node;

import io.reactivecache.ReactiveCache;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of each cache of this node: {@code cache} of the products, {@code views} of their views. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    CacheHealthIndicator cacheHealthIndicator(@Qualifier("productCache") ReactiveCache<?, ?> cache) {
        return new CacheHealthIndicator(cache);
    }

    @Bean
    CacheHealthIndicator viewsHealthIndicator(@Qualifier("viewCache") ReactiveCache<?, ?> cache) {
        return new CacheHealthIndicator(cache);
    }
}
