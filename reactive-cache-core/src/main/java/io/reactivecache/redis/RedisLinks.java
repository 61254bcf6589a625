package io.reactivecache.redis;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/**
 * Keeps one link to Redis as long as it can: connects, and connects anew with a growing wait whenever the link is lost,
 * without end. Between two links there is none, and nothing waits for the next.
 */
final class RedisLinks implements Disposable {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);
    private static final double JITTER = 0.5;
    private static final RemoteUnavailableException AWAY = new RemoteUnavailableException(Reason.AWAY);
    private static final Mono<RedisLink> NONE = Mono.error(AWAY);

    private final Sinks.Empty<Void> disposed = Sinks.empty();
    private final Flux<Boolean> available;
    private volatile Mono<RedisLink> current = NONE;

    private RedisLinks(Mono<RedisLink> connect, Retry retry) {
        this.available = connect.flatMapMany(this::hold)
                .retryWhen(retry)
                .takeUntilOther(disposed.asMono())
                .startWith(false)
                .concatWithValues(false)
                .replay(1)
                .autoConnect(0)
                .onBackpressureLatest() // a replay waits for its slowest subscriber, and the link would with it
                .distinctUntilChanged();
    }

    /** Begins to connect, now and without end. */
    static RedisLinks keep(Mono<RedisLink> connect, RedisSettings settings) {
        return new RedisLinks(
                connect,
                Retry.backoff(Long.MAX_VALUE, settings.minBackoff())
                        .maxBackoff(settings.maxBackoff())
                        .jitter(JITTER)
                        .transientErrors(true)
                        .scheduler(settings.scheduler())
                        .doBeforeRetry(RedisLinks::logFirst));
    }

    /** Emits the link there is now; errors at once if there is none. */
    Mono<RedisLink> current() {
        return Mono.defer(() -> current);
    }

    /** Emits whether there is a link, now and at each change; who is slow misses changes. Completes when disposed. */
    Flux<Boolean> available() {
        return available;
    }

    private Flux<Boolean> hold(RedisLink link) {
        Mono<Boolean> taken = Mono.fromSupplier(() -> take(link));
        Mono<Boolean> lost = link.lost().then(Mono.fromSupplier(this::leave));
        return Flux.concat(taken, lost, Mono.error(AWAY)).doOnCancel(() -> abandon(link));
    }

    private void abandon(RedisLink link) {
        leave();
        link.close();
    }

    private boolean take(RedisLink link) {
        current = Mono.just(link);
        LOG.info("redis: connected");
        return true;
    }

    private boolean leave() {
        current = NONE;
        LOG.info("redis: connection closed");
        return false;
    }

    /** A lost link was logged as such. */
    private static void logFirst(RetrySignal signal) {
        if (signal.failure() != AWAY && signal.totalRetriesInARow() == 0) {
            LOG.warn("redis: not reachable ({}), trying on", Failures.word(signal.failure()));
        }
    }

    /** Gives the link up and looks for no other. */
    @Override
    public void dispose() {
        disposed.tryEmitEmpty();
        current = NONE;
    }
}
