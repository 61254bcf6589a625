package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisPubSubLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import java.math.BigDecimal;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A cache with both tiers and a log, as docs/invalidation-log.md shows it. */
final class TwoTierExample {

    private TwoTierExample() {}

    /** What the products come from. */
    interface Products {
        Mono<Product> find(Long id);

        Mono<Void> save(Long id, Product product);
    }

    record Product(String name, BigDecimal price) {}

    static InvalidationLog withoutKafka(String redisUri) {
        // tag::streams[]
        RedisRemoteStore redis = RedisRemoteStore.create(redisUri);
        RedisStreamLog log = RedisStreamLog.on(redis).name("shop-invalidations").build();
        // end::streams[]
        return log;
    }

    static InvalidationLog thatKeepsNothing(String redisUri) {
        // tag::pubsub[]
        RedisRemoteStore redis = RedisRemoteStore.create(redisUri);
        RedisPubSubLog log = RedisPubSubLog.on(redis).name("shop-invalidations").build();
        // end::pubsub[]
        return log;
    }

    static ReactiveCache<Long, Product> build(String redisUri, String kafkaServers, Products products) {
        // tag::example[]
        RedisRemoteStore redis = RedisRemoteStore.create(redisUri);
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(kafkaServers)
                .topic("shop-invalidations")
                .build();

        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(Duration.ofMinutes(10))
                .loader(products::find)
                .writer(products::save)
                .remote(redis)
                .log(log)
                .build();
        // end::example[]
        return cache;
    }
}
