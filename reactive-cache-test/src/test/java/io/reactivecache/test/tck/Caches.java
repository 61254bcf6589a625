package io.reactivecache.test.tck;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.CacheLoader;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.Preset;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The caches whose publishers are verified: of one tier, of two, one that is the truth itself, and one that is closed. */
final class Caches implements AutoCloseable {

    static final String HIT = "hit";
    static final String ABSENT = "absent";
    static final String BROKEN = "broken";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    final CacheLoader<String, String> loader = Caches::load;
    final BulkCacheLoader<String, String> bulkLoader =
            keys -> Mono.fromSupplier(() -> keys.stream().collect(Collectors.toMap(key -> key, Function.identity())));

    final ReactiveCache<String, String> local = ready(loading());
    final ReactiveCache<String, String> tiered = ready(remote(loading()).settings(Preset.PROD::applyTo));
    final ReactiveCache<String, String> truth = ready(remote(plain()));
    final ReactiveCache<String, String> alone = ready(plain());
    final ReactiveCache<String, String> bulk =
            ready(remote(plain().loader(loader).bulkWriter(writes -> Mono.empty())));
    final ReactiveCache<String, String> later =
            ready(loading().writeBehind(behind -> behind.journal(new InProcessWriteJournal(1_000_000))));
    final ReactiveCache<String, List<Integer>> lists = ready(lists());
    final ReactiveCache<String, String> closed = ready(loading());

    Caches() {
        closed.close().block(LIMIT);
        local.get(HIT).block(LIMIT);
        tiered.put(HIT, HIT).block(LIMIT);
    }

    /** A key nobody has used. */
    static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** A cache that is not closed yet. */
    ReactiveCache<String, String> open() {
        return ready(remote(loading()));
    }

    private static Mono<String> load(String key) {
        return switch (key) {
            case ABSENT -> Mono.empty();
            case BROKEN -> Mono.error(new IllegalStateException("no such row"));
            default -> Mono.just(key);
        };
    }

    private static Mono<Void> write(String key) {
        return load(key).then();
    }

    private CacheBuilder<String, String> loading() {
        return plain().loader(loader)
                .writer((key, value) -> write(key))
                .allKeys(() -> Flux.fromIterable(Set.of(HIT, fresh())));
    }

    private static CacheBuilder<String, String> plain() {
        return ReactiveCaches.builder("tck").keys(String.class).values(String.class);
    }

    @SuppressWarnings("unchecked") // nothing is written down of which the type would have to be known
    private static CacheBuilder<String, List<Integer>> lists() {
        return ReactiveCaches.builder("tck").keys(String.class).values((Class<List<Integer>>) (Class<?>) List.class);
    }

    private static CacheBuilder<String, String> remote(CacheBuilder<String, String> builder) {
        return builder.remote(new InMemoryRemoteStore(InstantSource.system())).log(new InProcessInvalidationLog());
    }

    private static <V> ReactiveCache<String, V> ready(CacheBuilder<String, V> builder) {
        ReactiveCache<String, V> cache = builder.build();
        cache.ready().block(LIMIT);
        return cache;
    }

    @Override
    public void close() {
        local.close().block(LIMIT);
        tiered.close().block(LIMIT);
        truth.close().block(LIMIT);
        alone.close().block(LIMIT);
        bulk.close().block(LIMIT);
        later.close().block(LIMIT);
        lists.close().block(LIMIT);
    }
}
