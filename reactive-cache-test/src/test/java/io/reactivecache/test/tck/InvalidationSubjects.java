package io.reactivecache.test.tck;

import io.reactivecache.AuditOptions;
import io.reactivecache.CacheInvalidations;
import io.reactivecache.EntryPredicate;
import io.reactivecache.ReactiveCache;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What makes entries invalid, and what looks at that. */
record InvalidationSubjects(Caches caches) implements Suite {

    private static final EntryPredicate TAG = EntryPredicate.tag("none");
    private static final AuditOptions AUDIT = AuditOptions.defaults().sample(1).bound(Duration.ofMillis(1));

    @Override
    public List<Subject> subjects() {
        CacheInvalidations<String> local = caches.local;
        CacheInvalidations<String> tiered = caches.tiered;
        CacheInvalidations<String> closed = caches.closed;
        return List.of(
                Subject.one("expire", () -> local.expire(Caches.fresh())).failing(() -> closed.expire(Caches.HIT)),
                Subject.one("invalidateWhere", () -> local.invalidateWhere(TAG))
                        .failing(() -> closed.invalidateWhere(TAG)),
                Subject.one("invalidateWhere, two tiers", () -> tiered.invalidateWhere(TAG)),
                Subject.one("expireWhere", () -> local.expireWhere(TAG)).failing(() -> closed.expireWhere(TAG)),
                Subject.one("expireWhere, two tiers", () -> tiered.expireWhere(TAG)),
                Subject.one("invalidateTag", () -> local.invalidateTag("none")),
                Subject.one("invalidatePrefix", () -> local.invalidatePrefix("none")),
                Subject.one("invalidatePattern", () -> local.invalidatePattern("none*")),
                Subject.one("clear", () -> caches.truth.clear()),
                Subject.one("expireTag", () -> local.expireTag("none")),
                Subject.one("expirePrefix", () -> local.expirePrefix("none")),
                Subject.one("expirePattern", () -> local.expirePattern("none*")),
                Subject.one("expireAll", () -> caches.truth.expireAll()),
                Subject.one("reclaim", local::reclaim).failing(closed::reclaim),
                Subject.one("reclaim, two tiers", tiered::reclaim),
                Subject.one("audit", () -> caches.local.audit(AUDIT)).failing(() -> caches.closed.audit(AUDIT)),
                Subject.endless("events", n -> events(caches.local)));
    }

    /** The events of a cache in which something happens at once, and whenever the subscriber heard of something. */
    private static Publisher<?> events(ReactiveCache<String, String> cache) {
        Mono<?> invalidated = Mono.defer(() -> cache.invalidate(Caches.fresh())).onErrorComplete();
        Publisher<?> events = Fed.by(invalidated::subscribe, cache.events());
        return subscriber -> {
            events.subscribe(subscriber);
            invalidated.subscribe();
        };
    }
}
