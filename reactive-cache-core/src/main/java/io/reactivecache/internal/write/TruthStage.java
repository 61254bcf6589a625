package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes the system of record first. If that fails or takes too long nobody knows what it has kept, so the key is invalidated
 * everywhere before the failure is passed on. If it does not take the write nothing has happened, and the write ends with a
 * {@link ConflictException}.
 */
public final class TruthStage<K, V> implements WriteStage<K, V> {

    private final CacheConfig config;
    private final Scheduler scheduler;
    private final WriteStage<K, V> next;

    public TruthStage(CacheConfig config, Scheduler scheduler, WriteStage<K, V> next) {
        this.config = config;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return write.truth()
                .map(truth -> truth.timeout(config.maxLoadTime(), scheduler)
                        .onErrorResume(failure -> invalidated(write, failure))
                        .filter(Boolean::booleanValue)
                        .switchIfEmpty(Mono.error(ConflictException::new))
                        .then(Mono.defer(() -> next.write(write))))
                .orElseGet(() -> next.write(write));
    }

    /** The record carries the token of the put, so the put is abandoned first, or its value would be kept after all. */
    private Mono<Boolean> invalidated(Write<K, V> write, Throwable failure) {
        write.put().ifPresent(put -> put.pending().abandon());
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
