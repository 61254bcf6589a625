package io.reactivecache.test.tck;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What changes a cache, tells how it is, or ends it. */
record WriteSubjects(Caches caches) implements Suite {

    @Override
    public List<Subject> subjects() {
        ReactiveCache<String, String> local = caches.local;
        ReactiveCache<String, String> tiered = caches.tiered;
        CacheWrites<String, String> first = tiered.with(WriteOptions.none().order(WriteOrder.CACHE_FIRST));
        return List.of(
                Subject.one("put", () -> local.put(Caches.fresh(), "v")).failing(() -> local.put(Caches.BROKEN, "v")),
                Subject.one("put, two tiers", () -> tiered.put(Caches.fresh(), "v"))
                        .failing(() -> tiered.put(Caches.BROKEN, "v")),
                Subject.one("put, the cache as truth", () -> caches.truth.put(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.put(Caches.HIT, "v")),
                Subject.one("put, the cache first", () -> first.put(Caches.fresh(), "v"))
                        .failing(() -> first.put(Caches.BROKEN, "v")),
                Subject.one("putAll", () -> tiered.putAll(Map.of(Caches.fresh(), "v")))
                        .failing(() -> caches.closed.putAll(Map.of(Caches.HIT, "v"))),
                Subject.one("putAll, together", () -> caches.bulk.putAll(Map.of(Caches.fresh(), "v", "k", "v"))),
                Subject.one("remove", () -> caches.bulk.remove(Caches.fresh()))
                        .failing(() -> caches.closed.remove(Caches.HIT)),
                Subject.one("remove what is expected", () -> caches.truth.remove(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.remove(Caches.HIT, "v")),
                Subject.one("putIfAbsent", () -> caches.truth.putIfAbsent(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.putIfAbsent(Caches.HIT, "v")),
                Subject.one("replace", () -> caches.truth.replace(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.replace(Caches.HIT, "v")),
                Subject.one("replace what is expected", () -> caches.truth.replace(Caches.fresh(), "v", "w"))
                        .failing(() -> caches.closed.replace(Caches.HIT, "v", "w")),
                Subject.one("compute", () -> caches.bulk.compute(Caches.fresh(), there -> Mono.just("v")))
                        .failing(() -> caches.bulk.compute(Caches.BROKEN, there -> Mono.just("v"))),
                Subject.one(
                                "compute, the cache as truth",
                                () -> caches.truth.compute(Caches.fresh(), there -> Mono.just("v")))
                        .failing(() -> caches.truth.compute(
                                Caches.fresh(), there -> Mono.error(new IllegalStateException("no such row")))),
                Subject.one("compute, one tier", () -> caches.alone.compute(Caches.fresh(), there -> Mono.just("v"))),
                Subject.none(
                                "put, to be applied later",
                                () -> later(Durability.DEFERRED).put(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.put(Caches.HIT, "v")),
                Subject.none("put, in memory", () -> later(Durability.EVENTUAL).put(Caches.fresh(), "v")),
                Subject.none("flush", caches.later::flush).failing(caches.closed::flush),
                Subject.one("redrive", caches.later::redrive).failing(caches.closed::redrive),
                Subject.one("invalidate", () -> local.invalidate(Caches.fresh()))
                        .failing(() -> caches.closed.invalidate(Caches.HIT)),
                Subject.one("invalidate, two tiers", () -> tiered.invalidate(Caches.fresh())),
                Subject.one("invalidate, the cache as truth", () -> caches.truth.invalidate(Caches.fresh())),
                Subject.one("stats", local::stats),
                Subject.one("members", local::members),
                Subject.one("health", local::health),
                Subject.one("health, two tiers", tiered::health),
                Subject.none("ready", tiered::ready).failing(caches.closed::ready),
                Subject.none("close", () -> caches.open().close()),
                Subject.none("close, closed already", caches.closed::close));
    }

    private CacheWrites<String, String> later(Durability durability) {
        return caches.later.with(WriteOptions.none().durability(durability));
    }
}
