package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/** One caller's write that depends on the value there is, from its call to its answer. */
public final class Computing<V> {

    private enum State {
        WAITING,
        TAKEN,
        LEFT
    }

    private final Rule<V> rule;
    private final WriteOptions options;
    private final Context context;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Sinks.One<Written<V>> answer = Sinks.one();
    private Rule.@Nullable Next<V> next;
    private @Nullable Throwable failure;

    /**
     * A write that waits.
     *
     * @param context what its function sees
     */
    Computing(Rule<V> rule, WriteOptions options, Context context) {
        this.rule = rule;
        this.options = options;
        this.context = context;
    }

    WriteOptions options() {
        return options;
    }

    /** Takes part in an attempt from now on; false if its caller has left. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Its caller leaves; false if it takes part in an attempt already. */
    boolean leave() {
        return state.compareAndSet(State.WAITING, State.LEFT);
    }

    Mono<Written<V>> answer() {
        return answer.asMono();
    }

    boolean leaves(Optional<V> there) {
        return rule.leaves(there);
    }

    /** Makes of a value what becomes of it, which stays as it is if the function fails or takes too long. */
    Mono<Optional<V>> applyTo(Optional<V> there, Duration limit, Scheduler scheduler) {
        return rule.next(there)
                .timeout(limit, scheduler)
                .doOnNext(made -> noted(made, null))
                .map(Rule.Next::value)
                .onErrorResume(failed -> {
                    noted(null, failed);
                    return Mono.just(there);
                })
                .contextWrite(attempt -> context);
    }

    private void noted(Rule.@Nullable Next<V> made, @Nullable Throwable failed) {
        next = made;
        failure = failed;
    }

    /** True if it has changed the value. */
    boolean changes() {
        Rule.Next<V> made = next;
        return made != null && made.changes();
    }

    /** Answers with what it came to in the last attempt. */
    void succeed(Optional<Position> position) {
        Rule.Next<V> made = next;
        if (made == null) {
            fail(failure == null ? new IllegalStateException("write: not tried (expected: tried)") : failure);
        } else {
            answer.tryEmitValue(
                    new Written<>(made.changes(), made.value(), made.changes() ? position : Optional.empty()));
        }
    }

    void unchanged(Optional<V> there) {
        answer.tryEmitValue(Written.unchanged(there));
    }

    void fail(Throwable reason) {
        answer.tryEmitError(reason);
    }
}
