package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.WriteOptions;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.LastChanges;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.RemoteTier.Base;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes what becomes of the value where the cache itself is the truth: the log decides who is next.
 *
 * <p>Each write appends its record first. Its position is the write's place among all writes of the key, and what it goes on from
 * is what the record before it leaves in the remote store. So it waits until it has applied its own record, by which it knows
 * the record of the key before it; reads the store until it finds what that one left; and stores what becomes of it with its own
 * position. The next one finds it by that. No two go on from the same value, as a record has one successor, and no one has to
 * try again because others came first.
 *
 * <ul>
 *   <li>The record before it is found by watching the key from before the append; what was applied even before that, and may
 *       not be settled, is remembered by {@link LastChanges}. With that it waits <em>before</em> it appends: a writer that died
 *       between append and store leaves a hole, which nobody fills, and new records must not add to it.
 *   <li>It does not wait for ever. Then nothing is stored, and the key is as after a put that could not be settled: refused for
 *       as long as nodes remember the record, and after that what it was before.
 *   <li>If nothing is changed after all, what is there is stored again with the own position, or it would be refused.
 *   <li>A put or an invalidation does not wait for its predecessor. If it comes after the own record and its value is there
 *       already, what is to go on from is lost: nothing was stored, so the write is tried again behind it. If it comes while the
 *       result is on its way it replaces it, as it would have a moment later.
 * </ul>
 *
 * <p>A node that starts between another's append and its store has not heard of that write, and does not wait for it.
 */
public final class SlotAttempt<K, V> implements Attempt<K, V> {

    private final Function<K, Mono<Write<K, V>>> begin;
    private final WriteStage<K, V> announce;
    private final Slots<K, V> slots;
    private final PendingPuts<V> puts;
    private final LastChanges changes;
    private final AppliedPositions positions;
    private final CacheConfig config;
    private final Scheduler scheduler;

    /**
     * An attempt.
     *
     * @param begin begins a write
     * @param announce appends its record, and heeds it here
     * @param slots the places of writes in the remote store
     */
    public SlotAttempt(
            Function<K, Mono<Write<K, V>>> begin,
            WriteStage<K, V> announce,
            Slots<K, V> slots,
            PendingPuts<V> puts,
            LastChanges changes,
            AppliedPositions positions,
            CacheConfig config,
            Scheduler scheduler) {
        this.begin = begin;
        this.announce = announce;
        this.slots = slots;
        this.puts = puts;
        this.changes = changes;
        this.positions = positions;
        this.config = config;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> attempt(K key, Computings<V> computings, WriteOptions options) {
        return begin.apply(key)
                .flatMap(write -> Mono.using(
                        () -> puts.watch(write.encoded(), write.token()),
                        watch -> attempt(write, watch, computings, Keep.of(options)),
                        watch -> puts.end(write.encoded(), watch)));
    }

    private Mono<Void> attempt(Write<K, V> write, PendingPut<V> watch, Computings<V> computings, Keep keep) {
        Position applied =
                positions.view().orElseThrow().applied(write.address().partition());
        long unsettled = changes.unsettled(write.encoded(), applied.partition())
                .filter(last -> last.epoch() == applied.epoch())
                .map(Position::offset)
                .orElse(-1L);
        return slots.reached(write, applied, unsettled)
                .onErrorMap(failure -> new WriteFailedException(Step.CLOSE, false, failure))
                .flatMap(base -> computings.without(base.value()))
                .flatMap(rest -> announce.write(write)
                        .flatMap(position -> settled(write, watch, position, unsettled, rest, keep)
                                .onErrorMap(
                                        SlotAttempt::isOdd, odd -> new WriteFailedException(Step.SETTLE, true, odd))));
    }

    private static boolean isOdd(Throwable failure) {
        return !(failure instanceof ConflictException) && !(failure instanceof WriteFailedException);
    }

    private Mono<Void> settled(
            Write<K, V> write,
            PendingPut<V> watch,
            Position position,
            long unsettled,
            Computings<V> computings,
            Keep keep) {
        return slots.applied(watch)
                .then(Mono.defer(() -> slots.reached(write, position, predecessor(watch, unsettled))))
                .flatMap(base -> base.reached() > position.offset()
                        ? Mono.error(new ConflictException())
                        : stored(write, position, base, computings, keep));
    }

    private static long predecessor(PendingPut<?> watch, long unsettled) {
        return Math.max(unsettled, watch.before().map(Position::offset).orElse(-1L));
    }

    private Mono<Void> stored(Write<K, V> write, Position position, Base<V> base, Computings<V> computings, Keep keep) {
        return computings
                .applyTo(base.value(), config.maxLoadTime(), scheduler)
                .flatMap(next -> computings.change()
                        ? slots.store(write, position, next, keep, base.ticket())
                        : slots.storeAgain(write, position, base))
                .then(Mono.fromRunnable(() -> computings.succeed(Optional.of(position))));
    }
}
