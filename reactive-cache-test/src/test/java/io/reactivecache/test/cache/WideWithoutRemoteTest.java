package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Nodes of one tier on a shared log, and nodes whose remote tier has no room for markers. Keys are of two parts. */
class WideWithoutRemoteTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private record Place(String country, String city) {}

    private static final KeyCodec<Place> PLACES = KeyCodecs.ofParts(
            place -> List.of(place.country(), place.city()), parts -> new Place(parts.get(0), parts.get(1)));
    private static final Place COLOGNE = new Place("de", "K\u00f6ln");
    private static final Place ULM = new Place("de", "Ulm");
    private static final Place DELFT = new Place("del", "ft");
    private static final Place TRICKY = new Place("de:by", "Ulm");

    private final InProcessInvalidationLog log = new InProcessInvalidationLog(8);
    private final Map<Place, String> rows = new ConcurrentHashMap<>();
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();

    private ReactiveCache<Place, String> node() {
        ReactiveCache<Place, String> node = WatchedCaches.build(ReactiveCaches.builder("places")
                .keys(PLACES)
                .values(String.class)
                .loader(place -> Mono.fromSupplier(() -> rows.get(place)))
                .log(log));
        caches.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    @AfterEach
    void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
    }

    @Test
    void keysOfPartsAreMeantByTheTextOfTheirParts() {
        ReactiveCache<Place, String> a = node();
        ReactiveCache<Place, String> b = node();
        put("old", a, b);
        a.invalidatePrefix("de:").block(LIMIT);
        areNew(a, COLOGNE, ULM, TRICKY);
        areNew(b, COLOGNE, ULM, TRICKY);

        put("old", a, b);
        b.invalidatePattern("*:K?ln").block(LIMIT);
        areNew(a, COLOGNE);
        areNew(b, COLOGNE);

        put("old", a, b);
        b.clear().block(LIMIT);
        areNew(a, COLOGNE, ULM, DELFT, TRICKY);
    }

    @SafeVarargs
    private void put(String value, ReactiveCache<Place, String>... nodes) {
        List<Place> places = List.of(COLOGNE, ULM, DELFT, TRICKY);
        places.forEach(place -> rows.put(place, value));
        for (ReactiveCache<Place, String> node : nodes) {
            node.clear().block(LIMIT);
            places.forEach(place -> assertThat(node.get(place).block(LIMIT)).isEqualTo(value));
        }
        for (ReactiveCache<Place, String> node : nodes) {
            places.forEach(place -> assertThat(node.get(place).block(LIMIT)).isEqualTo(value));
        }
        places.forEach(place -> rows.put(place, "new"));
    }

    private static void areNew(ReactiveCache<Place, String> node, Place... places) {
        for (Place place : List.of(COLOGNE, ULM, DELFT, TRICKY)) {
            assertThat(node.get(place).block(LIMIT)).isEqualTo(List.of(places).contains(place) ? "new" : "old");
        }
    }

    @Test
    void whatIsGivenBackIsOfTheLocalTier() {
        ReactiveCache<Place, String> a = node();
        put("old", a);
        a.invalidatePrefix("de:").block(LIMIT);

        assertThat(a.reclaim().block(LIMIT)).isEqualTo(3);
        assertThat(a.reclaim().block(LIMIT)).isZero();
    }

    @Test
    void aStoreThatKeepsNoMarkersIsNotLeftWithOldValues() {
        ReactiveCache<String, String> cache = WatchedCaches.build(ReactiveCaches.builder("plain")
                .keys(String.class)
                .values(String.class)
                .remote(new Plain(new InMemoryRemoteStore(InstantSource.system())))
                .log(log));
        caches.add(cache);
        cache.ready().block(LIMIT);
        LogPositions before = log.end().block(LIMIT);

        StepVerifier.create(cache.invalidateTag("fruit"))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessage("remote store: no MarkerTable (expected: one)"))
                .verify(LIMIT);
        StepVerifier.create(cache.expireAll())
                .expectError(UnsupportedOperationException.class)
                .verify(LIMIT);
        assertThat(log.end().block(LIMIT)).isEqualTo(before);
        assertThat(cache.reclaim().block(LIMIT)).isZero();
    }

    /** The operations of {@link RemoteStore} and no more. */
    private record Plain(RemoteStore store) implements RemoteStore {

        @Override
        public Mono<RemoteRead> read(String key, Duration maxLoadTime) {
            return store.read(key, maxLoadTime);
        }

        @Override
        public Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket) {
            return store.fill(key, entry, ticket);
        }

        @Override
        public Mono<Ticket> close(String key, Token token, boolean held, Duration fence) {
            return store.close(key, token, held, fence);
        }

        @Override
        public Mono<Void> open(String key, Token token, Position position, Duration fence) {
            return store.open(key, token, position, fence);
        }

        @Override
        public Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
            return store.store(key, token, entry, ticket, fence);
        }

        @Override
        public Flux<Boolean> available() {
            return store.available();
        }
    }
}
