package io.reactivecache.internal.write;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Brings the writes of many keys, each of which goes its own way, together where the system of record is written: each waits until
 * the last one has come or has failed on its way, and that one writes them all. So every write watches the records of its key
 * before any of them can be kept.
 *
 * <p>What is refused together is tried in halves, down to the single write that is refused by itself.
 */
public final class Together<K, V> {

    private final BulkCacheWriter<K, V> writer;
    private final Map<KeyWrite<K, V>, Sinks.Empty<Void>> here = new ConcurrentHashMap<>();
    private int missing;

    /**
     * Waits for so many writes.
     *
     * @param writes how many will {@link #come} or {@link #stayAway}
     */
    public Together(BulkCacheWriter<K, V> writer, int writes) {
        this.writer = writer;
        this.missing = writes;
    }

    /** Completes when the system of record keeps this write, errors if it does not. */
    public Mono<Void> come(KeyWrite<K, V> write) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> outcome = Sinks.empty();
            here.put(write, outcome);
            return written(counted()).then(outcome.asMono());
        });
    }

    /** A write that has failed on its way does not come. */
    public Mono<Void> stayAway() {
        return Mono.defer(() -> written(counted()));
    }

    private synchronized Optional<List<KeyWrite<K, V>>> counted() {
        return --missing == 0 ? Optional.of(new ArrayList<>(here.keySet())) : Optional.empty();
    }

    private Mono<Void> written(Optional<List<KeyWrite<K, V>>> all) {
        return Mono.justOrEmpty(all).filter(some -> !some.isEmpty()).flatMap(this::write);
    }

    private Mono<Void> write(List<KeyWrite<K, V>> some) {
        return Mono.defer(() -> writer.writeAll(List.copyOf(some)))
                .doOnSuccess(done -> some.forEach(write -> outcome(write).tryEmitEmpty()))
                .onErrorResume(failure -> some.size() == 1 ? refused(some.get(0), failure) : halves(some));
    }

    private Mono<Void> halves(List<KeyWrite<K, V>> some) {
        int half = some.size() / 2;
        return Flux.just(some.subList(0, half), some.subList(half, some.size()))
                .concatMap(this::write)
                .then();
    }

    private Mono<Void> refused(KeyWrite<K, V> write, Throwable failure) {
        return Mono.fromRunnable(() -> outcome(write).tryEmitError(failure));
    }

    private Sinks.Empty<Void> outcome(KeyWrite<K, V> write) {
        return Objects.requireNonNull(here.get(write), "write");
    }
}
