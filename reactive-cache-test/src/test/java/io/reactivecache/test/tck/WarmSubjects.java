package io.reactivecache.test.tck;

import io.reactivecache.ReactiveCache;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmOptions.Priority;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/** What fills a cache ahead of its readers. */
record WarmSubjects(Caches caches) implements Suite {

    private static final WarmOptions OPTIONS = WarmOptions.defaults().every(Duration.ofMillis(5));

    @Override
    public List<Subject> subjects() {
        ReactiveCache<String, String> cache = caches.tiered;
        WarmOptions defaults = WarmOptions.defaults();
        return List.of(
                Subject.one("warm", () -> cache.warm(keys())).failing(() -> cache.warm(Flux.error(failure()))),
                Subject.one(
                                "warm with options",
                                () -> cache.warm(
                                        keys(), defaults.priority(Priority.LOW).forced()))
                        .failing(() -> caches.closed.warm(keys(), defaults)),
                Subject.endless("warm, progress", n -> cache.warm(Flux.never(), OPTIONS)),
                Subject.one("warm in the background", () -> cache.warm(keys(), defaults.inBackground()))
                        .failing(() -> cache.warm(Flux.error(failure()), defaults.inBackground())),
                Subject.one("warmAll", () -> cache.warmAll(defaults)).failing(() -> caches.truth.warmAll(defaults)));
    }

    private static Flux<String> keys() {
        return Flux.just(Caches.HIT, Caches.ABSENT, Caches.BROKEN);
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("no keys");
    }
}
