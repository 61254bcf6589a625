package io.reactivecache.internal.write;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.TurnTimeoutException;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.internal.run.Alarms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The writes of each key on this node, one after the other in the order in which they came. A key has a line while it is
 * written; the first in it has the turn.
 *
 * <p>Who has to wait goes on on the scheduler: otherwise each would run on the stack of the one before, and a thousand writes that
 * end at once would overflow it.
 */
public final class Turns {

    private final int maxWaiting;
    private final Alarms alarms;
    private final Scheduler scheduler;
    private final Map<String, Set<Turn>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile @Nullable Supplier<? extends RuntimeException> closed;

    /**
     * Nobody writes.
     *
     * @param maxWaiting how many writes may wait, whatever their keys
     */
    public Turns(int maxWaiting, Scheduler scheduler) {
        this.maxWaiting = maxWaiting;
        this.alarms = new Alarms(scheduler);
        this.scheduler = scheduler;
    }

    /**
     * Runs an operation when it is its turn, which it has until it ends. Cancelling gives the place up; once it has begun that is
     * the operation's own affair.
     *
     * @param timeout how long it may wait; then {@link TurnTimeoutException}
     * @param operation gets its turn, which it has to {@link Turn#hold hold} before it does anything and to end
     */
    public <T> Mono<T> take(String key, Duration timeout, Operation<T> operation) {
        return Mono.deferContextual(context -> {
            if (isHeld(key, context)) {
                return Mono.error(new UnsupportedWriteException(
                        "inside of a write of the same key", "after it, or of another key"));
            }
            Turn turn = new Turn(key, this);
            return Mono.defer(() -> enter(turn, timeout))
                    .flatMap(mine -> operation.of(mine))
                    .doOnCancel(turn::giveUp)
                    .doOnError(failure -> turn.giveUp())
                    .contextWrite(holding(key));
        });
    }

    /** What is done in a turn. */
    @FunctionalInterface
    public interface Operation<T> {

        /** The operation. Cold. */
        Mono<T> of(Turn turn);
    }

    private Mono<Turn> enter(Turn turn, Duration timeout) {
        Supplier<? extends RuntimeException> over = closed;
        if (over != null) {
            return Mono.error(over.get());
        }
        if (isFirst(turn)) {
            return Mono.just(turn);
        }
        if (taken.get() - lines.size() > maxWaiting) {
            turn.giveUp();
            return Mono.error(new CacheOverloadedException("writes that wait for their turn", maxWaiting));
        }
        turn.limit(alarms, timeout, () -> turn.refuse(new TurnTimeoutException(timeout)));
        refuseIfClosed(turn);
        return turn.given().publishOn(scheduler);
    }

    private boolean isFirst(Turn turn) {
        taken.incrementAndGet();
        boolean[] first = {false};
        lines.compute(turn.key(), (key, line) -> {
            Set<Turn> now = line == null ? new LinkedHashSet<>() : line;
            first[0] = now.isEmpty() && turn.give();
            now.add(turn);
            return now;
        });
        return first[0];
    }

    /** Takes it out of its line, and gives the turn to the next if it was the first. */
    void left(Turn turn) {
        List<Turn> next = new ArrayList<>(1);
        lines.computeIfPresent(turn.key(), (key, line) -> without(line, turn, next));
        next.forEach(Turn::tell);
    }

    @SuppressWarnings("NullAway") // an empty line takes the key out of the map
    private Set<Turn> without(Set<Turn> line, Turn turn, List<Turn> next) {
        boolean wasFirst = !line.isEmpty() && line.iterator().next() == turn;
        if (line.remove(turn)) {
            taken.decrementAndGet();
        }
        if (wasFirst) {
            given(line).ifPresent(next::add);
        }
        return line.isEmpty() ? null : line;
    }

    /** Those that do not wait any more are about to leave by themselves. */
    private Optional<Turn> given(Set<Turn> line) {
        Iterator<Turn> waiting = line.iterator();
        while (waiting.hasNext()) {
            Turn next = waiting.next();
            if (next.give()) {
                return Optional.of(next);
            }
            waiting.remove();
            taken.decrementAndGet();
        }
        return Optional.empty();
    }

    private void refuseIfClosed(Turn turn) {
        Supplier<? extends RuntimeException> over = closed;
        if (over != null) {
            turn.refuse(over.get());
        }
    }

    /** Refuses those who wait, and whoever comes from now on. */
    public void close(Supplier<? extends RuntimeException> reason) {
        closed = reason;
        lines.values().forEach(line -> List.copyOf(line).forEach(turn -> turn.refuse(reason.get())));
    }

    /** How many keys are being written. */
    public int held() {
        return lines.size();
    }

    /** How many writes wait. */
    public int waiting() {
        return Math.max(0, taken.get() - lines.size());
    }

    private boolean isHeld(String key, ContextView context) {
        return context.<Held>getOrEmpty(this).filter(held -> held.has(key)).isPresent();
    }

    /** Marks a Context as that of a write of a key. */
    Function<Context, Context> holding(String key) {
        return context ->
                context.put(this, new Held(key, context.<Held>getOrEmpty(this).orElse(null)));
    }

    /** The keys whose turn a caller has already. */
    private record Held(String key, @Nullable Held others) {

        boolean has(String wanted) {
            return key.equals(wanted) || others != null && others.has(wanted);
        }
    }
}
