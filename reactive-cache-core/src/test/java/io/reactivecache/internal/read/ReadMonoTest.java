package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.Freshness;
import io.reactivecache.Position;
import io.reactivecache.ReadOptions;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.LocalTier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a caller is told of what was found elsewhere. */
final class ReadMonoTest {

    private static final Position STAMP = new Position(1, 0, 1);

    private final CacheConfig config = new CacheConfigBuilder("orders").build();
    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final LocalTier<String, String> local = new LocalTier<>(
            config,
            value -> 1,
            new Markers(100, false, counters),
            key -> key,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));

    private Mono<String> read(Mono<Entry<String>> elsewhere, LocalFirst.Answer<String, String> answer) {
        EntryLoader<String, String> loader = request -> Mono.empty();
        return new LocalFirst<String, String>(
                        local,
                        Isolation.never(config, clock, counters),
                        counters,
                        new HotReads<>(null),
                        call -> elsewhere.map(entry -> new Found<>(entry, false, Freshness.FRESH, false)))
                .read("key", Terms.of(loader, ReadOptions.none()), answer);
    }

    @Test
    void aValueIsTold() {
        Mono<Entry<String>> found = Mono.just(Entries.entry("value", STAMP, 0, 10));

        StepVerifier.create(read(found, (entry, here, freshness, fenced) -> entry.value()))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void anAbsenceIsNoValue() {
        Mono<Entry<String>> found = Mono.just(Entries.absent(STAMP, Set.of(), 0, 10));

        StepVerifier.create(read(found, (entry, here, freshness, fenced) -> entry.value()))
                .verifyComplete();
    }

    @Test
    void anAnswerThatCannotBeMadeIsAnErrorOfItsCaller() {
        Mono<Entry<String>> found = Mono.just(Entries.entry("value", STAMP, 0, 10));

        StepVerifier.create(read(found, (entry, here, freshness, fenced) -> {
                    throw new IllegalStateException("broken");
                }))
                .verifyErrorMessage("broken");
    }
}
