package io.reactivecache.test.tck;

import io.reactivecache.BulkAnswer;
import io.reactivecache.CacheReads;
import io.reactivecache.ReadOptions;
import java.util.List;
import reactor.core.publisher.Flux;

/** What reads a cache. */
record ReadSubjects(Caches caches) implements Suite {

    private static final List<String> KEYS = List.of(Caches.HIT, Caches.ABSENT, Caches.BROKEN);

    @Override
    public List<Subject> subjects() {
        CacheReads<String, String> local = caches.local;
        CacheReads<String, String> remote =
                caches.tiered.with(ReadOptions.none().skipLocal());
        return List.of(
                Subject.one("get, local hit", () -> local.get(Caches.HIT)).failing(() -> caches.closed.get(Caches.HIT)),
                Subject.one("get, load", () -> local.get(Caches.fresh())).failing(() -> local.get(Caches.BROKEN)),
                Subject.none("get, absent", () -> local.get(Caches.ABSENT)),
                Subject.one("get, remote hit", () -> remote.get(Caches.HIT)),
                Subject.one("get, load past two tiers", () -> caches.tiered.get(Caches.fresh()))
                        .failing(() -> caches.tiered.get(Caches.BROKEN)),
                Subject.none("get, absent in two tiers", () -> remote.get(Caches.ABSENT)),
                Subject.one("get by a loader", () -> local.get(Caches.fresh(), caches.loader))
                        .failing(() -> local.get(Caches.BROKEN, caches.loader)),
                Subject.one("lookup, local hit", () -> local.lookup(Caches.HIT))
                        .failing(() -> caches.closed.lookup(Caches.HIT)),
                Subject.one("lookup, remote hit", () -> remote.lookup(Caches.HIT))
                        .failing(() -> remote.lookup(Caches.BROKEN)),
                Subject.one("lookup by a loader", () -> local.lookup(Caches.fresh(), caches.loader))
                        .failing(() -> local.lookup(Caches.BROKEN, caches.loader)),
                Subject.one("getAll of a collection", () -> local.getAll(KEYS)),
                Subject.one("getAll of a collection, two tiers", () -> remote.getAll(KEYS)),
                Subject.one("getAll by a bulk loader", () -> local.getAll(KEYS, caches.bulkLoader)),
                Subject.many("getAll of a publisher", n -> answers(local, n))
                        .failing(() -> local.getAll(Flux.error(new IllegalStateException("no keys")))),
                Subject.many("getAll of a publisher, two tiers", n -> answers(remote, n)));
    }

    private static Flux<BulkAnswer<String, String>> answers(CacheReads<String, String> cache, long count) {
        return cache.getAll(
                Flux.range(0, (int) Math.min(count, Integer.MAX_VALUE)).map(Object::toString));
    }
}
