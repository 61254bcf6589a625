package io.reactivecache.redis;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Keeps one link to Redis as long as it can: connects, and connects anew with a growing wait whenever the link is lost,
 * without end. Between two links there is none, and nothing waits for the next.
 */
final class KeptLink implements Disposable {

    private static final double JITTER = 0.5;
    private static final RemoteUnavailableException AWAY = new RemoteUnavailableException(Reason.AWAY);

    private final Sinks.Empty<Void> disposed = Sinks.empty();
    private final Mono<RedisLink> current = Mono.fromCallable(this::held);
    private final LinkNews news;
    private final Consumer<RedisLink> taken;
    private final Flux<Boolean> available;
    private volatile @Nullable RedisLink link;

    /**
     * Begins to connect, now and without end.
     *
     * @param taken is told of each link
     */
    KeptLink(Mono<RedisLink> connect, RedisSettings settings, LinkNews news, Consumer<RedisLink> taken) {
        this.news = news;
        this.taken = taken;
        this.available = connect.flatMapMany(this::hold)
                .retryWhen(retry(settings))
                .takeUntilOther(disposed.asMono())
                .startWith(false)
                .concatWithValues(false)
                .replay(1)
                .autoConnect(0)
                .onBackpressureLatest() // a replay waits for its slowest subscriber, and the link would with it
                .distinctUntilChanged();
    }

    private Retry retry(RedisSettings settings) {
        return Retry.backoff(Long.MAX_VALUE, settings.minBackoff())
                .maxBackoff(settings.maxBackoff())
                .jitter(JITTER)
                .transientErrors(true)
                .scheduler(settings.scheduler())
                .doBeforeRetry(signal -> failed(signal.failure()));
    }

    private void failed(Throwable failure) {
        if (failure != AWAY) {
            news.failed(failure);
        }
    }

    /** Emits the link there is now; errors at once if there is none. */
    Mono<RedisLink> current() {
        return current;
    }

    private RedisLink held() {
        RedisLink now = link;
        if (now == null) {
            throw AWAY;
        }
        return now;
    }

    /** Emits whether there is a link, now and at each change; who is slow misses changes. Completes when disposed. */
    Flux<Boolean> available() {
        return available;
    }

    /** Gives up a link to another life of Redis than this one, and looks for the next. */
    void leaveUnlessOf(long generation) {
        RedisLink now = link;
        if (now != null && now.generation() != generation) {
            now.abandon();
        }
    }

    private Flux<Boolean> hold(RedisLink next) {
        Mono<Boolean> taking = Mono.fromSupplier(() -> take(next));
        Mono<Boolean> lost = next.lost().then(Mono.fromSupplier(this::leave));
        return Flux.concat(taking, lost, Mono.error(AWAY)).doOnCancel(() -> giveUp(next));
    }

    private void giveUp(RedisLink last) {
        leave();
        last.close();
    }

    private boolean take(RedisLink next) {
        link = next;
        taken.accept(next);
        news.connected();
        return true;
    }

    private boolean leave() {
        if (link != null) {
            link = null;
            news.closed();
        }
        return false;
    }

    /** Gives the link up and looks for no other. */
    @Override
    public void dispose() {
        disposed.tryEmitEmpty();
        link = null;
    }
}
