package io.reactivecache.samples.benchmarks.compare.peer;

import io.lettuce.core.RedisURI;
import java.util.Collection;
import java.util.List;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/** The reactive template of Spring Data Redis, with strings as they are. */
public final class SpringData implements AutoCloseable {

    private final LettuceConnectionFactory factory;
    private final ReactiveStringRedisTemplate template;

    /** Connects. */
    public SpringData(String uri) {
        RedisURI parsed = RedisURI.create(uri);
        factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration(parsed.getHost(), parsed.getPort()));
        factory.afterPropertiesSet();
        factory.start();
        template = new ReactiveStringRedisTemplate(factory);
    }

    /** Reads a value. */
    public Mono<String> get(String key) {
        return template.opsForValue().get(key);
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
