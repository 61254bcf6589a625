package io.reactivecache.samples.benchmarks.compare.peer;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheGetResult;
import com.alicp.jetcache.CacheResult;
import com.alicp.jetcache.CacheResultCode;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import io.lettuce.core.RedisClient;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** JetCache on Caffeine and Redis. Its reads of the local tier are of the thread that calls; those of Redis are futures. */
public final class JetCaches implements AutoCloseable {

    private static final int ENTRIES = 10_000;
    private static final int MINUTES = 10;

    private final RedisClient client;
    private final Cache<Object, String> remote;
    private final Cache<Object, String> both;

    /** Connects. */
    public JetCaches(String uri) {
        client = RedisClient.create(uri);
        remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(client)
                .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                .keyPrefix("jetcache:")
                .valueEncoder(JetCacheBytes::encode)
                .valueDecoder(JetCacheBytes::decode)
                .expireAfterWrite(MINUTES, TimeUnit.MINUTES)
                .buildCache();
        Cache<Object, String> local = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(ENTRIES)
                .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                .expireAfterWrite(MINUTES, TimeUnit.MINUTES)
                .buildCache();
        both = MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
                .addCache(local, remote)
                .expireAfterWrite(MINUTES, TimeUnit.MINUTES)
                .buildCache();
    }

    /** A local tier by itself, with room for so many entries, and with the keys as they are. */
    public static Cache<Long, String> local(int entries) {
        return CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(entries)
                .expireAfterWrite(MINUTES, TimeUnit.MINUTES)
                .buildCache();
    }

    /** Both tiers; a hit of the local one blocks nobody. */
    public Cache<Object, String> both() {
        return both;
    }

    /** Reads a value of Redis. */
    public Mono<String> get(String key) {
        return Mono.defer(() -> {
            CacheGetResult<String> result = remote.GET(key);
            return succeeded(result).then(Mono.fromCallable(result::getValue));
        });
    }

    /** Writes a value to Redis. */
    public Mono<Void> set(String key, String value) {
        return Mono.defer(() -> succeeded(remote.PUT(key, value)));
    }

    /** Its futures do not fail: they end with a code. */
    private static Mono<Void> succeeded(CacheResult result) {
        return Mono.fromCompletionStage(result.future())
                .filter(done -> done.getResultCode() == CacheResultCode.FAIL)
                .flatMap(done -> Mono.error(new IllegalStateException("jetcache: " + done.getMessage())));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
