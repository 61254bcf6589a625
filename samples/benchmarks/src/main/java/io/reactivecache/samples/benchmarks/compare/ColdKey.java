package io.reactivecache.samples.benchmarks.compare;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.samples.benchmarks.compare.peer.SpringCaffeine;
import java.util.List;
import java.util.function.LongFunction;
import org.springframework.cache.Cache;
import reactor.core.publisher.Mono;

/** A thousand callers wait for one key: how often it is loaded, and what each of them costs. */
final class ColdKey implements Scenario {

    private static final int ENTRIES = 10_000;

    @Override
    public String name() {
        return "1,000 waiters on one cold key";
    }

    @Override
    public List<Row> measure(Plan plan) {
        List<Waiters> contenders = List.of(ours(), raw(), springRetrieve(), springCacheable());
        try {
            Outcome times = Turns.measure(plan, contenders);
            List<Figure> loads = contenders.stream()
                    .map(each -> new Figure(each.name(), each.role(), each.loads()))
                    .toList();
            return List.of(
                    times.row(
                            name() + ": time of each",
                            Unit.NANOS,
                            "raw cannot cancel: who leaves takes the load from nobody, nor ends it"),
                    Row.of(name() + ": loads", Unit.LOADS, loads, List.of()));
        } finally {
            contenders.forEach(Waiters::close);
        }
    }

    private static Waiters ours() {
        return new Waiters("reactive-cache", Role.OURS, loader -> cache(loader)::get, () -> {});
    }

    private static ReactiveCache<Long, String> cache(LongFunction<Mono<String>> loader) {
        return ReactiveCaches.builder("cold")
                .keys(Long.class)
                .values(String.class)
                .loader(loader::apply)
                .build();
    }

    private static Waiters raw() {
        AsyncCache<Long, String> cache =
                Caffeine.newBuilder().maximumSize(ENTRIES).buildAsync();
        return new Waiters(
                "caffeine",
                Role.RAW,
                loader -> key -> Mono.fromFuture(
                        cache.get(
                                key,
                                (missing, executor) -> loader.apply(missing).toFuture()),
                        true),
                () -> {});
    }

    private static Waiters springRetrieve() {
        SpringCaffeine spring = new SpringCaffeine();
        Cache cache = spring.cache();
        return new Waiters(
                "spring retrieve",
                Role.PEER,
                loader -> key -> Mono.fromFuture(
                        cache.retrieve(key, () -> loader.apply(key).toFuture()), true),
                spring::close);
    }

    private static Waiters springCacheable() {
        SpringCaffeine spring = new SpringCaffeine();
        SpringCaffeine.Values values = spring.values();
        return new Waiters(
                "spring @Cacheable",
                Role.PEER,
                loader -> {
                    values.loader(loader::apply);
                    return values::value;
                },
                spring::close);
    }
}
