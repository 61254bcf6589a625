package io.reactivecache.samples.benchmarks.compare;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.samples.benchmarks.compare.peer.JetCaches;
import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import io.reactivecache.samples.benchmarks.compare.peer.SpringCaffeine;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.redisson.api.RLocalCachedMapReactive;
import org.springframework.cache.Cache;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** A read of a value this process has, by each cache as its users would write it, to the end of its signals. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LocalHitComparison {

    private static final Long KEY = 42L;
    private static final String VALUE = "value";
    private static final int ROOM = 10_000;

    /** Caffeine heeds no reads before a cache is half full: all of them are fuller. */
    private static final int ENTRIES = ROOM * 4 / 5;

    /** The cache. */
    @State(Scope.Benchmark)
    public static class Ours {
        final ReactiveCache<Long, String> cache = ReactiveCaches.builder("hits")
                .keys(Long.class)
                .values(String.class)
                .maximumSize(ROOM)
                .loader(key -> Mono.just(VALUE))
                .build();

        /** Loads the value, and others. */
        public Ours() {
            forEachKey(key -> cache.get(key).block());
            Values.check(cache.get(KEY).block(), VALUE);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            cache.close().block();
        }
    }

    /** The cache with all that a read may meet. */
    @State(Scope.Benchmark)
    public static class EveryFeature {
        final FullCache full = new FullCache();

        /** Loads the value, and others. */
        public EveryFeature() {
            forEachKey(key -> full.cache.get(key).block());
            Values.check(full.cache.get(KEY).block(), VALUE);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            full.close();
        }
    }

    /** Caffeine. */
    @State(Scope.Benchmark)
    public static class Raw {
        final AsyncCache<Long, String> cache = Caffeine.newBuilder()
                .maximumSize(ROOM)
                .expireAfterWrite(Duration.ofMinutes(10))
                .buildAsync();

        /** Puts the value, and others. */
        public Raw() {
            forEachKey(key -> cache.put(key, CompletableFuture.completedFuture(VALUE)));
            Values.check(Objects.requireNonNull(cache.getIfPresent(KEY)).join(), VALUE);
        }
    }

    /** Spring. */
    @State(Scope.Benchmark)
    public static class Spring {
        final SpringCaffeine spring = new SpringCaffeine();
        final Cache cache = spring.cache();
        final SpringCaffeine.Values values = spring.values();

        /** Loads the value, and others. */
        public Spring() {
            forEachKey(key -> values.value(key).block());
            Values.check(values.value(KEY).block(), VALUE);
            Object read = Objects.requireNonNull(cache.retrieve(KEY)).join();
            Values.check(read instanceof Cache.ValueWrapper wrapped ? wrapped.get() : read, VALUE);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            spring.close();
        }
    }

    /** Redisson, with a Redis. */
    @State(Scope.Benchmark)
    public static class Redisson {
        final RedisServer server = RedisServer.builder().build();
        final RedissonClients clients;
        final RLocalCachedMapReactive<Long, String> map;

        /** Starts the server, and reads the value, so that it is here, and others. */
        public Redisson() {
            server.start();
            clients = new RedissonClients(server.uri());
            map = clients.localCachedMap("hits");
            forEachKey(key -> map.fastPut(key, VALUE).block());
            Values.check(map.fastPut(KEY, VALUE).then(map.get(KEY)).block(), VALUE);
            Values.check(map.getCachedMap().get(KEY), VALUE);
        }

        /** Stops both. */
        @TearDown
        public void close() {
            clients.close();
            server.close();
        }
    }

    /** JetCache, with a Redis. */
    @State(Scope.Benchmark)
    public static class Jet {
        final RedisServer server = RedisServer.builder().build();
        final JetCaches caches;
        final com.alicp.jetcache.Cache<Object, String> both;

        /** Starts the server, and puts the value, and others. */
        public Jet() {
            server.start();
            caches = new JetCaches(server.uri());
            both = caches.both();
            forEachKey(key -> both.put(key, VALUE));
            Values.check(both.get(KEY), VALUE);
        }

        /** Stops both. */
        @TearDown
        public void close() {
            caches.close();
            server.close();
        }
    }

    private static void forEachKey(LongConsumer then) {
        LongStream.range(0, ENTRIES).forEach(then);
    }

    /** The cache. */
    @Benchmark
    public void ours(Ours state, Blackhole blackhole) {
        state.cache.get(KEY).subscribe(consumer(blackhole));
    }

    /** The cache with all that a read may meet. */
    @Benchmark
    public void everyFeature(EveryFeature state, Blackhole blackhole) {
        state.full.cache.get(KEY).subscribe(consumer(blackhole));
    }

    /** The least there is: knowing that the value is there. */
    @Benchmark
    public void raw(Raw state, Blackhole blackhole) {
        Mono.just(Objects.requireNonNull(state.cache.getIfPresent(KEY)).join()).subscribe(consumer(blackhole));
    }

    /** Caffeine by hand, as one does who does not know whether the value is there. */
    @Benchmark
    public void byHand(Raw state, Blackhole blackhole) {
        Mono.defer(() -> Mono.fromFuture(state.cache.get(KEY, key -> VALUE))).subscribe(consumer(blackhole));
    }

    /** Spring's cache without its annotations. */
    @Benchmark
    public void springRetrieve(Spring state, Blackhole blackhole) {
        Mono.fromFuture(Objects.requireNonNull(state.cache.retrieve(KEY))).subscribe(consumer(blackhole));
    }

    /** Spring's cache with its annotations. */
    @Benchmark
    public void springCacheable(Spring state, Blackhole blackhole) {
        state.values.value(KEY).subscribe(consumer(blackhole));
    }

    /** Redisson's map with a local copy. */
    @Benchmark
    public void redissonLocalMap(Redisson state, Blackhole blackhole) {
        state.map.get(KEY).subscribe(consumer(blackhole));
    }

    /** Both tiers of JetCache. */
    @Benchmark
    public void jetCache(Jet state, Blackhole blackhole) {
        Mono.fromCallable(() -> state.both.get(KEY)).subscribe(consumer(blackhole));
    }

    private static CoreSubscriber<Object> consumer(Blackhole blackhole) {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Object value) {
                blackhole.consume(value);
            }
        };
    }
}
