package io.reactivecache.builder;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.BulkWriteResult;
import io.reactivecache.KeyWrite;
import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.write.Together;
import io.reactivecache.internal.write.Turn;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes many keys: each as a write of its own, or, with a writer of many keys, in batches that go to the system of record
 * together. A batch takes the turns of its keys one after the other in the order of the keys as they are written down, so that of
 * two batches neither waits for the other's end while the other waits for it.
 */
final class BulkWrites<K, V> {

    private final Wiring<K, V> w;
    private final WritePath<K, V> path;

    BulkWrites(Wiring<K, V> w, WritePath<K, V> path) {
        this.w = w;
        this.path = path;
    }

    /** What became of one key. */
    private record Outcome<K>(K key, Optional<Position> position, Optional<Throwable> failure) {

        static <K> Mono<Outcome<K>> of(K key, Mono<Position> write) {
            return write.map(position -> new Outcome<>(key, Optional.of(position), Optional.empty()))
                    .defaultIfEmpty(new Outcome<>(key, Optional.empty(), Optional.empty()))
                    .onErrorResume(failure -> Mono.just(failed(key, failure)));
        }

        static <K> Outcome<K> failed(K key, Throwable failure) {
            return new Outcome<>(key, Optional.empty(), Optional.of(failure));
        }
    }

    /** One key of a batch, and its turn once it has come. */
    private record Item<K, V>(String encoded, K key, V value, Optional<Turn> turn, Optional<Throwable> failure) {

        Item<K, V> with(Turn given) {
            return new Item<>(encoded, key, value, Optional.of(given), failure);
        }

        Item<K, V> failed(Throwable reason) {
            return new Item<>(encoded, key, value, turn, Optional.of(reason));
        }
    }

    Mono<BulkWriteResult<K>> putAll(Map<K, V> values, WriteOptions options) {
        return w.bulkWriter
                .map(writer -> batches(values, options, writer).collectList().map(BulkWrites::result))
                .orElseGet(() -> each(values, (key, value) -> path.put(key, value, options)));
    }

    /** Each as a write of its own. */
    Mono<BulkWriteResult<K>> each(Map<K, V> values, BiFunction<K, V, Mono<Position>> put) {
        return Flux.fromIterable(values.entrySet())
                .flatMap(
                        entry -> Outcome.of(entry.getKey(), put.apply(entry.getKey(), entry.getValue())),
                        w.config.bulk().concurrency())
                .collectList()
                .map(BulkWrites::result);
    }

    private Flux<Outcome<K>> batches(Map<K, V> values, WriteOptions options, BulkCacheWriter<K, V> writer) {
        return Flux.fromIterable(values.entrySet())
                .map(entry -> item(entry.getKey(), entry.getValue()))
                .sort(Comparator.comparing(Item::encoded))
                .buffer(w.config.bulk().maxKeys())
                .concatMap(batch -> w.writes
                        .run(batch(batch, options, writer).collectList())
                        .onErrorResume(failure -> Mono.just(failed(batch, failure)))
                        .flatMapIterable(outcomes -> outcomes));
    }

    private Item<K, V> item(K key, V value) {
        try {
            return new Item<>(w.keys.encode(key), key, value, Optional.empty(), Optional.empty());
        } catch (RuntimeException invalid) {
            return new Item<>("", key, value, Optional.empty(), Optional.of(invalid));
        }
    }

    private Flux<Outcome<K>> batch(List<Item<K, V>> batch, WriteOptions options, BulkCacheWriter<K, V> writer) {
        Together<K, V> together = new Together<>(writer, batch.size());
        Keep keep = Keep.of(options);
        return Flux.fromIterable(batch)
                .concatMap(item -> turn(item, options))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(item -> Outcome.of(item.key(), written(item, keep, together)), batch.size());
    }

    private Mono<Item<K, V>> turn(Item<K, V> item, WriteOptions options) {
        Duration timeout = options.turnTimeout().orElse(w.config.maxLoadTime());
        return item.failure().isPresent()
                ? Mono.just(item)
                : w.turns
                        .take(item.encoded(), timeout, Mono::just)
                        .map(item::with)
                        .onErrorResume(failure -> Mono.just(item.failed(failure)));
    }

    private Mono<Position> written(Item<K, V> item, Keep keep, Together<K, V> together) {
        AtomicBoolean came = new AtomicBoolean();
        Mono<Position> write = item.turn()
                .map(turn -> WritePath.held(
                        turn,
                        path.written(item.key(), item.value(), keep, one -> Optional.of(coming(one, together, came)))))
                .orElseGet(() -> Mono.error(item.failure().orElseThrow()));
        return write.onErrorResume(
                failure -> (came.get() ? Mono.<Void>empty() : together.stayAway()).then(Mono.error(failure)));
    }

    private static <K, V> Mono<Void> coming(KeyWrite<K, V> write, Together<K, V> together, AtomicBoolean came) {
        return Mono.defer(() -> {
            came.set(true);
            return together.come(write);
        });
    }

    private static <K, V> List<Outcome<K>> failed(List<Item<K, V>> batch, Throwable failure) {
        return batch.stream().map(item -> Outcome.failed(item.key(), failure)).toList();
    }

    private static <K> BulkWriteResult<K> result(List<Outcome<K>> outcomes) {
        Map<K, Position> positions = new HashMap<>();
        Map<K, Throwable> failures = new HashMap<>();
        outcomes.forEach(outcome -> {
            outcome.position().ifPresent(position -> positions.put(outcome.key(), position));
            outcome.failure().ifPresent(failure -> failures.put(outcome.key(), failure));
        });
        return new BulkWriteResult<>(positions, failures);
    }
}
