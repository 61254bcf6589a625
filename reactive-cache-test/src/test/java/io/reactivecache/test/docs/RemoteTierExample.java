package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisTls;
import io.reactivecache.spi.InvalidationLog;
import java.security.KeyStore;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Caches over Redis, as docs/remote-tier.md and docs/leases.md show them. */
final class RemoteTierExample {

    private RemoteTierExample() {}

    /** What the products come from. */
    interface Products {
        Mono<Product> find(Long id);
    }

    /** What computes reports. */
    interface Reports {
        Mono<Report> compute(Long id);
    }

    record Product(String name) {}

    record Report(String text) {}

    static ReactiveCache<Long, Product> remote(InvalidationLog log, Products products) {
        RedisRemoteStore redis = RedisRemoteStore.builder()
                .uri("redis://localhost:6379")
                .commandTimeout(Duration.ofMillis(500))
                .build();

        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .settings(more -> more.remote(remote -> remote.timeout(Duration.ofMillis(300))
                        .softTimeout(Duration.ofMillis(50))
                        .maxValueBytes(1 << 20)))
                .remote(redis)
                .log(log)
                .loader(products::find)
                .build();
    }

    static RedisRemoteStore encrypted(KeyStore certificates, String password) {
        RedisRemoteStore redis = RedisRemoteStore.builder()
                .uri("rediss://cache:" + password + "@redis.internal:6380")
                .tls(RedisTls.trusting(certificates))
                .build();
        return redis;
    }

    static RedisRemoteStore watched(String password, String sentinels) {
        RedisRemoteStore redis = RedisRemoteStore.builder()
                .uri("redis-sentinel://cache:" + password + "@s1:26379,s2:26379,s3:26379#products")
                .sentinelPassword(sentinels)
                .build();
        return redis;
    }

    static RedisRemoteStore clustered(String password) {
        RedisRemoteStore redis = RedisRemoteStore.builder()
                .cluster("redis://cache:" + password + "@c1:6379", "redis://c2:6379", "redis://c3:6379")
                .connections(2)
                .build();
        return redis;
    }

    static ReactiveCache<Long, Report> leased(RedisRemoteStore redis, InvalidationLog log, Reports reports) {
        return ReactiveCaches.builder("reports")
                .keys(Long.class)
                .values(Report.class)
                .ttl(Duration.ofMinutes(10))
                .settings(more -> more.remote(
                        remote -> remote.leaseTime(Duration.ofSeconds(5)).leaseWait(Duration.ofSeconds(2))))
                .stale(stale -> stale.max(Duration.ofHours(1)))
                .flight(flight -> flight.softTimeout(Duration.ofMillis(100)))
                .remote(redis)
                .log(log)
                .loader(reports::compute)
                .build();
    }
}
