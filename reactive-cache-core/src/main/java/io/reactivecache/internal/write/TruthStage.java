package io.reactivecache.internal.write;

import io.reactivecache.CacheWriter;
import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes a value to the system of record first. If the writer fails or takes too long nobody knows what the system of
 * record has kept, so the key is invalidated everywhere before the failure is passed on.
 */
public final class TruthStage<K, V> implements WriteStage<K, V> {

    private final CacheWriter<? super K, ? super V> writer;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final WriteStage<K, V> next;

    public TruthStage(
            CacheWriter<? super K, ? super V> writer, CacheConfig config, Scheduler scheduler, WriteStage<K, V> next) {
        this.writer = writer;
        this.config = config;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return write.put()
                .map(put -> truth(write.key(), put.value())
                        .then(Mono.just(true))
                        .onErrorResume(failure -> invalidated(write, put, failure))
                        .then(next.write(write)))
                .orElseGet(() -> next.write(write));
    }

    private Mono<Void> truth(K key, V value) {
        return Mono.defer(() -> writer.write(key, value)).timeout(config.maxLoadTime(), scheduler);
    }

    /** The record carries the token of the put, so the put is abandoned first, or its value would be kept after all. */
    private Mono<Boolean> invalidated(Write<K, V> write, Write.Put<V> put, Throwable failure) {
        put.pending().abandon();
        return next.write(write.asInvalidation())
                .onErrorMap(again -> failed(failure, isAnnounced(again), again))
                .hasElement()
                .flatMap(announced -> Mono.error(failed(failure, announced, null)));
    }

    private static boolean isAnnounced(Throwable again) {
        return again instanceof WriteFailedException failed && failed.announced();
    }

    private static WriteFailedException failed(Throwable failure, boolean announced, @Nullable Throwable again) {
        WriteFailedException failed = new WriteFailedException(Step.TRUTH, announced, failure);
        if (again != null) {
            failed.addSuppressed(again);
        }
        return failed;
    }
}
