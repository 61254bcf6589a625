package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.test.quiet.WatchedCaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Two nodes whose values come from nowhere else. A write goes on from what the one before it has left; that has a place there
 * also when it is gone.
 */
abstract class PlaceCases {

    static final Duration LIMIT = Duration.ofSeconds(10);
    static final Duration TTL = Duration.ofMillis(300);

    final String name = "places-" + UUID.randomUUID();
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();

    @AfterEach
    void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
    }

    /** Builds on parts of its own. */
    abstract CacheBuilder<String, String> on(CacheBuilder<String, String> builder);

    /** Lets time pass, a little more than given. */
    abstract void elapse(Duration time);

    final ReactiveCache<String, String> node() {
        CacheBuilder<String, String> builder =
                on(ReactiveCaches.builder(name).keys(String.class).values(String.class));
        ReactiveCache<String, String> node =
                WatchedCaches.build(builder.settings(more -> more.log(log -> log.announceTimeout(LIMIT.dividedBy(5)))));
        caches.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    @Test
    void whatASweepHasRemovedHoldsUpNoWrite() {
        ReactiveCache<String, String> a = node();
        ReactiveCache<String, String> b = node();
        a.put("k", "old").block(LIMIT);
        b.clear().block(LIMIT);
        assertThat(b.reclaim().block(LIMIT)).isEqualTo(1);

        assertThat(appended(a, "1")).contains("1");
        assertThat(appended(b, "2")).contains("12");
    }

    @Test
    void whatHasExpiredHoldsUpNoWrite() {
        ReactiveCache<String, String> a = node();
        ReactiveCache<String, String> b = node();
        brief(a, "old");
        elapse(TTL);

        assertThat(appended(b, "1")).contains("1");
        assertThat(appended(a, "2")).contains("12");
    }

    static Position brief(ReactiveCache<String, String> node, String value) {
        return node.with(WriteOptions.none().ttl(TTL)).put("k", value).block(LIMIT);
    }

    static Optional<String> appended(ReactiveCache<String, String> node, String more) {
        return appending(node, more).block(LIMIT);
    }

    static Mono<Optional<String>> appending(ReactiveCache<String, String> node, String more) {
        return node.compute("k", there -> Mono.just(there.orElse("") + more)).map(written -> written.value());
    }
}
