package io.reactivecache.test.tck;

import io.reactivecache.ReactiveCache;
import java.util.List;

/** What changes a cache, tells how it is, or ends it. */
record WriteSubjects(Caches caches) implements Suite {

    @Override
    public List<Subject> subjects() {
        ReactiveCache<String, String> local = caches.local;
        ReactiveCache<String, String> tiered = caches.tiered;
        return List.of(
                Subject.one("put", () -> local.put(Caches.fresh(), "v")).failing(() -> local.put(Caches.BROKEN, "v")),
                Subject.one("put, two tiers", () -> tiered.put(Caches.fresh(), "v"))
                        .failing(() -> tiered.put(Caches.BROKEN, "v")),
                Subject.one("put, the cache as truth", () -> caches.truth.put(Caches.fresh(), "v"))
                        .failing(() -> caches.closed.put(Caches.HIT, "v")),
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
}
