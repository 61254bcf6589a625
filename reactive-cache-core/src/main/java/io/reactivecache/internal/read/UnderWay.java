package io.reactivecache.internal.read;

import io.reactivecache.internal.run.Relay;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A read of a flight, which counts as under way from its subscription until who waits for it has been told, or has cancelled. */
final class UnderWay<K, V, R> extends Mono<R> {

    private final LoadLimits limits;
    private final ReadStage<K, V> stage;
    private final Read<K, V> read;
    private final Function<? super Loaded<V>, ? extends R> result;

    private UnderWay(
            LoadLimits limits,
            ReadStage<K, V> stage,
            Read<K, V> read,
            Function<? super Loaded<V>, ? extends R> result) {
        this.limits = limits;
        this.stage = stage;
        this.read = read;
        this.result = result;
    }

    /**
     * The read.
     *
     * @param result what is emitted for what the stage brings
     */
    static <K, V, R> Mono<R> of(
            LoadLimits limits,
            ReadStage<K, V> stage,
            Read<K, V> read,
            Function<? super Loaded<V>, ? extends R> result) {
        return onAssembly(new UnderWay<>(limits, stage, read, result));
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        if (limits.begin()) {
            Context context = read.flight().outcome().currentContext();
            limits.inTime(stage, read).subscribe(new Counted<>(actual, context, limits, result));
        } else {
            Operators.error(actual, limits.overloaded());
        }
    }

    private static final class Counted<V, R> extends Relay<Loaded<V>, R> {

        @SuppressWarnings("rawtypes") // of this class alone
        private static final AtomicIntegerFieldUpdater<Counted> ENDED =
                AtomicIntegerFieldUpdater.newUpdater(Counted.class, "ended");

        private final Context context;
        private final LoadLimits limits;
        private final Function<? super Loaded<V>, ? extends R> result;

        @SuppressWarnings("UnusedVariable") // by the updater
        private volatile int ended;

        Counted(
                CoreSubscriber<? super R> actual,
                Context context,
                LoadLimits limits,
                Function<? super Loaded<V>, ? extends R> result) {
            super(actual);
            this.context = context;
            this.limits = limits;
            this.result = result;
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onNext(Loaded<V> loaded) {
            actual.onNext(result.apply(loaded));
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
            end();
        }

        @Override
        public void onComplete() {
            actual.onComplete();
            end();
        }

        @Override
        public void cancel() {
            super.cancel();
            end();
        }

        private void end() {
            if (ENDED.compareAndSet(this, 0, 1)) {
                limits.end();
            }
        }
    }
}
