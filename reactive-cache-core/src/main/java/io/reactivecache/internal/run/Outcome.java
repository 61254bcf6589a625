package io.reactivecache.internal.run;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * The one outcome of a {@code Mono} that is subscribed once and waited for by any number of callers. A caller that
 * cancels leaves; the others and the work itself are not touched.
 */
public final class Outcome<T> implements CoreSubscriber<T> {

    private final Context context;
    private final Consumer<@Nullable T> whenEnded;
    private final Sinks.One<T> sink = Sinks.unsafe().one();
    private @Nullable T value;
    private boolean ended;

    /**
     * An outcome to subscribe to the work.
     *
     * @param context the Context the work sees
     * @param whenEnded is told the value, or {@code null} if the work came back empty or failed, before any waiter is
     */
    public Outcome(Context context, Consumer<@Nullable T> whenEnded) {
        this.context = context;
        this.whenEnded = whenEnded;
    }

    /** The outcome, for one waiter: cancelling it ends this wait only. */
    public Mono<T> await() {
        return sink.asMono();
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T next) {
        value = next;
    }

    @Override
    public void onError(Throwable error) {
        if (ended) {
            Operators.onErrorDropped(error, context);
            return;
        }
        ended = true;
        whenEnded.accept(null);
        sink.tryEmitError(error);
    }

    @Override
    public void onComplete() {
        if (ended) {
            return;
        }
        ended = true;
        T result = value;
        whenEnded.accept(result);
        if (result == null) {
            sink.tryEmitEmpty();
        } else {
            sink.tryEmitValue(result);
        }
    }
}
