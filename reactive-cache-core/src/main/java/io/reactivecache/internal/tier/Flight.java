package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.Outcome;
import io.reactivecache.internal.run.View;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One load in progress for one key, and the callers that wait for it.
 *
 * <p>A flight that may be abandoned is cancelled when the last caller that waited for it cancels, unless somebody was
 * answered without waiting to its end: then it is expected to bring the tiers up to date. Joining and abandoning exclude
 * each other: who could not join looks for another flight.
 */
public final class Flight<V> {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<Flight> WAITING =
            AtomicIntegerFieldUpdater.newUpdater(Flight.class, "waiting");

    private static final int ABANDONED = Integer.MIN_VALUE;

    private final Outcome<Entry<V>> outcome;
    private final boolean mayBeAbandoned;
    private volatile int waiting;
    private volatile boolean expected;
    private volatile @Nullable Entry<V> stale;
    private volatile @Nullable Position began;

    /**
     * A flight to subscribe to the load by its {@link #outcome()}.
     *
     * @param context the Context the load sees
     * @param stale the entry it is to replace
     * @param landing is told how it ended, before any caller is
     */
    public Flight(Context context, boolean mayBeAbandoned, @Nullable Entry<V> stale, Outcome.Ending<Entry<V>> landing) {
        this.outcome = new Outcome<>(context, landing);
        this.mayBeAbandoned = mayBeAbandoned;
        this.stale = stale;
    }

    /** What the load is to be subscribed with. */
    public Outcome<Entry<V>> outcome() {
        return outcome;
    }

    /** Notes the position this node had applied before the load began: its stamp. */
    public void began(Position applied) {
        began = applied;
    }

    /** The stamp of the load; {@code null} as long as nothing was read, and if there is none. */
    @Nullable
    Position began() {
        return began;
    }

    /** The entry to answer if a newer one cannot be had, if there is one. */
    public @Nullable Entry<V> stale() {
        return stale;
    }

    /** Offers an entry to answer if a newer one cannot be had. */
    public void offer(@Nullable Entry<V> entry) {
        stale = entry;
    }

    /** Expects the flight to run to its end, whoever leaves it. */
    public void expect() {
        expected = true;
    }

    /** Counts a caller in, unless the flight was abandoned; each must {@link #leave}. */
    public boolean join() {
        int now;
        do {
            now = waiting;
            if (now == ABANDONED) {
                return false;
            }
        } while (!WAITING.compareAndSet(this, now, now + 1));
        return true;
    }

    /** True if it was cancelled because nobody waited for it any more. */
    public boolean isAbandoned() {
        return outcome.isCancelled();
    }

    /** What the outcome is for a caller that has joined, who sees it its own way. */
    public <R> Mono<R> await(View<Entry<V>, R> view) {
        return outcome.await(view);
    }

    /**
     * Counts a caller out.
     *
     * @param cancelled false if it was answered, by this flight or otherwise
     */
    public void leave(boolean cancelled) {
        if (!cancelled) {
            expected = true;
        }
        if (WAITING.decrementAndGet(this) == 0
                && mayBeAbandoned
                && !expected
                && WAITING.compareAndSet(this, 0, ABANDONED)) {
            outcome.cancel();
        }
    }
}
