package io.reactivecache.samples.benchmarks.compare.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Spring's cache abstraction over Caffeine, asynchronous. */
public final class SpringCaffeine implements AutoCloseable {

    private static final String NAME = "values";
    private static final int ENTRIES = 10_000;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Setup.class);

    /** The cache itself, which gives futures. */
    public Cache cache() {
        return Objects.requireNonNull(context.getBean(CacheManager.class).getCache(NAME));
    }

    /** A bean whose method is {@code @Cacheable}. */
    public Values values() {
        return context.getBean(Values.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What loads. */
    public static class Values {

        private final AtomicLong loads = new AtomicLong();
        private volatile Function<Long, Mono<String>> loader = key -> Mono.just("value");

        /** Changes what a load does. */
        public void loader(Function<Long, Mono<String>> changed) {
            loader = changed;
        }

        /** A value, from the cache if it is there. */
        @Cacheable(NAME)
        public Mono<String> value(Long key) {
            return Mono.defer(() -> {
                loads.incrementAndGet();
                return loader.apply(key);
            });
        }

        /** How often a value was loaded. */
        public long loads() {
            return loads.get();
        }
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    public static class Setup {

        @Bean
        CacheManager cacheManager() {
            CaffeineCacheManager manager = new CaffeineCacheManager(NAME);
            manager.setAsyncCacheMode(true);
            manager.setCaffeine(Caffeine.newBuilder().maximumSize(ENTRIES).expireAfterWrite(Duration.ofMinutes(10)));
            return manager;
        }

        @Bean
        Values values() {
            return new Values();
        }
    }
}
