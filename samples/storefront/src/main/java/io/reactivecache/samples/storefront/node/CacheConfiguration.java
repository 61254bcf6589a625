package io.reactivecache.samples.storefront.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.micrometer.MicrometerCacheMetrics;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.samples.storefront.product.Product;
import io.reactivecache.samples.storefront.product.ProductRepository;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cache of this node. Spring closes it first and waits for it, then disposes the log and the store below it. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    // How long a load, the writer and an announcement may take each: who stands in a shop does not wait longer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean(destroyMethod = "dispose")
    RedisRemoteStore remoteStore(StorefrontSettings settings) {
        return RedisRemoteStore.create(settings.redisAddress());
    }

    @Bean(destroyMethod = "dispose")
    KafkaInvalidationLog invalidationLog(StorefrontSettings settings) {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(settings.kafkaAddress())
                .topic(settings.topic())
                .appendTimeout(PATIENCE)
                .build();
    }

    @Bean
    ReactiveCache<Long, Product> productCache(
            StorefrontSettings settings,
            ProductRepository repository,
            RedisRemoteStore remote,
            KafkaInvalidationLog log,
            MeterRegistry meters) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(settings.ttl())
                .maximumSize(settings.maximumSize())
                .settings(more -> more.flight(flight -> flight.maxLoadTime(PATIENCE))
                        .log(changes -> changes.announceTimeout(PATIENCE)))
                .loader(repository::find)
                .writer((id, product) -> repository.update(product))
                .remote(remote)
                .log(log)
                .metrics(MicrometerCacheMetrics.of(meters))
                .build();
    }
}
