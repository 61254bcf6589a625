package io.reactivecache.samples.benchmarks.compare.peer;

import io.lettuce.core.RedisURI;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;
import reactor.core.publisher.Mono;

/** The reactive template of Spring Data Redis, and its cache, with strings as they are. */
public final class SpringData implements AutoCloseable {

    private static final String CACHE = "spring";
    private static final String PREFIX = CACHE + "::";

    private final LettuceConnectionFactory factory;
    private final ReactiveStringRedisTemplate template;
    private final RedisCache cache;

    /** Connects. */
    public SpringData(String uri) {
        RedisURI parsed = RedisURI.create(uri);
        factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration(parsed.getHost(), parsed.getPort()));
        factory.afterPropertiesSet();
        factory.start();
        template = new ReactiveStringRedisTemplate(factory);
        cache = cache(factory);
    }

    private static RedisCache cache(LettuceConnectionFactory factory) {
        RedisCacheManager manager = RedisCacheManager.builder(factory)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.string())))
                .build();
        manager.afterPropertiesSet();
        return (RedisCache) Objects.requireNonNull(manager.getCache(CACHE));
    }

    /** Reads a value. */
    public Mono<String> get(String key) {
        return template.opsForValue().get(key);
    }

    /** Reads a value through the cache, which gives futures. */
    public Mono<String> retrieve(String key) {
        return Mono.fromFuture(() -> cache.retrieve(key))
                .mapNotNull(Cache.ValueWrapper::get)
                .cast(String.class);
    }

    /** Writes a value where the cache looks for it: its own way blocks. */
    public Mono<Boolean> keep(String key, String value) {
        return set(PREFIX + key, value);
    }

    /** Reads many. */
    public Mono<List<String>> get(Collection<String> keys) {
        return template.opsForValue().multiGet(keys);
    }

    /** Writes a value. */
    public Mono<Boolean> set(String key, String value) {
        return template.opsForValue().set(key, value);
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
