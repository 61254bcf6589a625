package io.reactivecache.test.docs;

import io.nats.client.Options;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.nats.NatsJetStreamLog;
import io.reactivecache.nats.NatsLog;
import io.reactivecache.redis.RedisPositionCounter;
import io.reactivecache.redis.RedisPubSubLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
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

    static InvalidationLog keptByNats(String natsUri) {
        // tag::jetstream[]
        NatsJetStreamLog log = NatsJetStreamLog.builder()
                .servers(natsUri)
                .name("shop-invalidations")
                .replicas(3)
                .build();
        // end::jetstream[]
        return log;
    }

    static InvalidationLog securedNats(Supplier<char[]> token, SSLContext tls, String natsUri) {
        // tag::nats-options[]
        NatsJetStreamLog secured = NatsJetStreamLog.builder()
                .options(() -> new Options.Builder()
                        .server(natsUri)
                        .tokenSupplier(token)
                        .sslContext(tls)
                        .build())
                .name("shop-invalidations")
                .build();
        // end::nats-options[]
        return secured;
    }

    static InvalidationLog passedOnByNats(String natsUri, String redisUri) {
        // tag::nats[]
        RedisRemoteStore redis = RedisRemoteStore.create(redisUri);
        NatsLog log = NatsLog.builder()
                .servers(natsUri)
                .name("shop-invalidations")
                .counter(RedisPositionCounter.on(redis).build())
                .build();
        // end::nats[]
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
