package io.reactivecache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The cache changes of one transaction of a system of record: they take effect when it commits, and never if it does not.
 *
 * <p>A transaction is carried in the Reactor Context of what runs inside it ({@link #in}), where the changes made through
 * {@link ReactiveCache#transactional()} find it and wait. Whoever commits
 *
 * <ol>
 *   <li>calls {@link #fence} before, and rolls back if it errors: from then on no node keeps a value of these keys;
 *   <li>commits or rolls back within the time a load may take at most;
 *   <li>calls {@link #committed} or {@link #rolledBack}, which makes the keys cacheable again.
 * </ol>
 *
 * <p>If nobody comes to the third step, nodes keep nothing of these keys until no load can be under way any more that began
 * before the commit. So a crash at any moment leaves no old value behind.
 *
 * <p>States: ACTIVE, takes changes; FENCED, takes no more; ENDED. Safe to use from many threads.
 */
public final class CacheTransaction {

    /** How many changes one transaction may have. */
    public static final int MOST_CHANGES = 10_000;

    private static final int AT_ONCE = 64;

    private enum State {
        ACTIVE,
        FENCED,
        ENDED
    }

    private final Map<Object, Part> parts = new LinkedHashMap<>();
    private State state = State.ACTIVE;

    private CacheTransaction() {}

    /** A transaction without changes. */
    public static CacheTransaction begin() {
        return new CacheTransaction();
    }

    /** The transaction that a Context carries. */
    public static Optional<CacheTransaction> of(ContextView context) {
        return context.getOrEmpty(CacheTransaction.class);
    }

    /** The Context with this transaction in it. */
    public Context in(Context context) {
        return context.put(CacheTransaction.class, this);
    }

    /** What a cache does for one change. Each step is asked for once at most, in this order. */
    public interface Part {

        /** Before the commit: lets nobody keep a value any more. Completes when all have been told. */
        Mono<Void> fence();

        /** After the commit. */
        Mono<Void> committed();

        /** After a rollback of what was fenced. */
        Mono<Void> rolledBack();
    }

    /**
     * Takes a change.
     *
     * @param id identifies what is changed; of two changes of the same the later counts
     * @throws CacheOverloadedException if there are too many
     * @throws IllegalStateException if the transaction is no longer active
     */
    public synchronized void enlist(Object id, Part part) {
        expect(State.ACTIVE);
        if (parts.size() >= MOST_CHANGES && !parts.containsKey(id)) {
            throw new CacheOverloadedException("changes of a transaction", MOST_CHANGES);
        }
        parts.remove(id);
        parts.put(id, part);
    }

    /** True if there is a change of this. */
    public synchronized boolean changes(Object id) {
        return parts.containsKey(id);
    }

    /**
     * Lets no node keep a value of what is changed. Completes when every cache has announced it; errors with the first failure
     * once all have been tried. A transaction must not commit then, and has to be {@linkplain #rolledBack rolled back}.
     */
    public Mono<Void> fence() {
        return Mono.defer(() -> all(move(State.ACTIVE, State.FENCED), Part::fence));
    }

    /**
     * Makes the changes, after the commit. Completes when they are announced; errors with the first failure once all have been
     * tried: the system of record has the new values all the same, and no node keeps an old one.
     */
    public Mono<Void> committed() {
        return Mono.defer(() -> all(move(State.FENCED, State.ENDED), Part::committed));
    }

    /** Makes no changes, after a rollback. What was fenced may be kept again. Errors with the first failure, which does no harm. */
    public Mono<Void> rolledBack() {
        return Mono.defer(() -> all(endWithout(), Part::rolledBack));
    }

    /**
     * What a transaction brings: subscribes to the work with a new transaction in its Context, fences, commits and makes the
     * changes; rolls back if the work or the fence errors, is cancelled, or the commit errors. If the rollback errors too nobody
     * knows how it ended: what was fenced stays so until its time is up. Whoever cancels during the commit only leaves.
     *
     * @param work what is done inside
     * @param commit commits it in the system of record
     * @param rollback rolls it back there
     */
    public static <T> Mono<T> transactional(Mono<T> work, Supplier<Mono<Void>> commit, Supplier<Mono<Void>> rollback) {
        return Mono.usingWhen(
                        Mono.fromSupplier(CacheTransaction::begin),
                        transaction -> work.contextWrite(transaction::in),
                        transaction -> transaction.ended(commit, rollback).onErrorMap(NotCommitted::new),
                        (transaction, failure) -> transaction.undone(rollback),
                        transaction -> transaction.undone(rollback))
                .onErrorMap(failure -> failure.getCause() instanceof NotCommitted why ? why.reason() : failure);
    }

    /** Tells a failure of the fence or of the commit, which {@code usingWhen} wraps, from one of the work. */
    private static final class NotCommitted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotCommitted(Throwable why) {
            super(null, why, false, false);
        }

        Throwable reason() {
            return Objects.requireNonNull(getCause());
        }
    }

    private Mono<Void> ended(Supplier<Mono<Void>> commit, Supplier<Mono<Void>> rollback) {
        return fence().then(Mono.defer(commit))
                .onErrorResume(failure -> undone(rollback).then(Mono.error(failure)))
                .then(committed().onErrorComplete());
    }

    private Mono<Void> undone(Supplier<Mono<Void>> rollback) {
        return Mono.defer(rollback).then(rolledBack()).onErrorComplete();
    }

    private static Mono<Void> all(List<Part> parts, Function<Part, Mono<Void>> step) {
        return Flux.fromIterable(parts).flatMapDelayError(step, AT_ONCE, 1).then();
    }

    private synchronized List<Part> move(State from, State to) {
        expect(from);
        state = to;
        return List.copyOf(parts.values());
    }

    private synchronized List<Part> endWithout() {
        List<Part> fenced = state == State.FENCED ? List.copyOf(parts.values()) : List.of();
        state = State.ENDED;
        return fenced;
    }

    private void expect(State expected) {
        if (state != expected) {
            throw new IllegalStateException("transaction: " + state + " (expected: " + expected + ")");
        }
    }
}
