package io.reactivecache.test.tck;

import io.reactivecache.operator.CacheOperators;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the operators make of a source. */
record OperatorSubjects(Caches caches) implements Suite {

    private static final Duration TIME = Duration.ofMillis(5);
    private static final int MOST_ITEMS = 100;

    @Override
    public List<Subject> subjects() {
        Mono<String> failed = Mono.error(failure());
        return List.of(
                Subject.one("readThrough", () -> readThrough(Mono.just("v"))).failing(() -> readThrough(failed)),
                Subject.none("readThrough, absent", () -> readThrough(Mono.empty())),
                Subject.one("staleIfError", () -> remembering().apply(Mono.just("v")))
                        .failing(() -> remembering().apply(failed)),
                Subject.one("staleIfError, stale", () -> remembered().apply(failed)),
                Subject.none("staleIfError, empty", () -> remembering().apply(Mono.empty())),
                Subject.upTo(MOST_ITEMS, "cachedFlux", n -> cachedFlux(items(n)))
                        .failing(() -> cachedFlux(Flux.error(failure()))),
                Subject.upTo(MOST_ITEMS, "cachedFlux, replayed", this::replayed)
                        .failing(() -> cachedFlux(items(MOST_ITEMS + 1))),
                reads("readAll", CacheOperators.readAll(caches.local)),
                reads("readAllInOrder", CacheOperators.readAllInOrder(caches.local)),
                reads("readAllInOrder, few at a time", CacheOperators.readAllInOrder(caches.local, 2, TIME)));
    }

    private static Subject reads(String name, Function<Flux<String>, ? extends Publisher<?>> operator) {
        return Subject.many(name, n -> operator.apply(items(n).map(Object::toString)))
                .failing(() -> operator.apply(Flux.error(failure())));
    }

    private Mono<String> readThrough(Mono<String> source) {
        return source.transform(CacheOperators.readThrough(caches.local, Caches.fresh()));
    }

    private Flux<Integer> cachedFlux(Flux<Integer> source) {
        return source.transform(CacheOperators.cachedFlux(caches.lists, Caches.fresh(), MOST_ITEMS));
    }

    private Flux<Integer> replayed(long count) {
        Function<Flux<Integer>, Flux<Integer>> operator =
                CacheOperators.cachedFlux(caches.lists, Caches.fresh(), MOST_ITEMS);
        operator.apply(items(count)).blockLast();
        return operator.apply(Flux.error(failure()));
    }

    private static Function<Mono<String>, Mono<String>> remembering() {
        return CacheOperators.staleIfError(Duration.ofMinutes(1));
    }

    private static Function<Mono<String>, Mono<String>> remembered() {
        Function<Mono<String>, Mono<String>> operator = remembering();
        operator.apply(Mono.just("v")).block();
        return operator;
    }

    private static Flux<Integer> items(long count) {
        return Flux.range(0, (int) Math.min(count, Integer.MAX_VALUE));
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("no such row");
    }
}
