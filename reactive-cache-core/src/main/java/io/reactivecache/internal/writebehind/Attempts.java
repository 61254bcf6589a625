package io.reactivecache.internal.writebehind;

import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of a batch that fails. The question is always whether one of its writes is wrong or the system of record is away; the
 * answer is in whether other writes succeed.
 *
 * <ul>
 *   <li>A batch that fails while others succeed, or as the first after they did, is taken apart at once, into a few parts that are
 *       written at the same time. While nothing succeeds it is written whole again, with pauses; then a sample of it is, smaller
 *       from time to time, until one of them succeeds and so does something.
 *   <li>A write that fails alone is tried again, with pauses. A failure counts only if others have succeeded since its batch was first
 *       tried; and besides while it was tried itself, or as the last that was heard. With so many counted it is given up.
 *   <li>A failure that tells by itself that the write is wrong needs neither pauses nor others.
 * </ul>
 *
 * <p>A write that is alone is a stage of its own, as it mostly waits: what is to be taken apart need not wait for that.
 *
 * <p>So nothing is given up because the system of record is away, however long; and one that is alone in the world with its failure
 * waits until another write succeeds.
 */
final class Attempts<K, V> {

    private final Applying<K, V> applying;
    private final GivingUp<K, V> givingUp;
    private final Releasing<K, V> releasing;
    private final Predicate<Throwable> isPoison;
    private final Pulse pulse;
    private final Pauses pauses;
    private final Counters counters;
    private final int limit;

    Attempts(
            WriteBehindParts<K, V> parts,
            Applying<K, V> applying,
            GivingUp<K, V> givingUp,
            Releasing<K, V> releasing,
            Pulse pulse,
            Pauses pauses) {
        this.applying = applying;
        this.givingUp = givingUp;
        this.releasing = releasing;
        this.isPoison = parts.isPoison();
        this.counters = parts.counters();
        this.limit = parts.config().attempts();
        this.pulse = pulse;
        this.pauses = pauses;
    }

    /** Tries a batch, and again while it is to be tried whole; emits what is to be taken apart. Never errors. */
    Mono<Part<K, V>> first(List<Flight<K, V>> flights) {
        return whole(Part.whole(flights, pulse));
    }

    private Mono<Part<K, V>> whole(Part<K, V> part) {
        return tried(part)
                .map(this::heard)
                .flatMap(failed -> isToBeTakenApart(failed) ? Mono.just(failed) : again(failed, this::whole));
    }

    /** The first batch that fails after others succeeded is settled by that: it takes some calls to find out if it is not. */
    private Part<K, V> heard(Part<K, V> failed) {
        return !failed.isSingle() && pulse.failed() ? failed.settled() : failed;
    }

    private boolean isToBeTakenApart(Part<K, V> part) {
        return isSettled(part) || part.failures() >= limit;
    }

    /** Takes apart what has failed until every write of it was applied or is alone; emits those that are. Never errors. */
    Flux<Part<K, V>> isolate(Part<K, V> failed) {
        return Flux.just(failed).expand(this::next).filter(Part::isSingle);
    }

    private Flux<Part<K, V>> next(Part<K, V> failed) {
        return failed.isSingle()
                ? Flux.empty()
                : releasing
                        .withoutWithdrawn(failed)
                        .flatMapMany(left -> left.isSingle() ? Flux.just(left) : several(left));
    }

    /** Tries a write that is alone until it was applied or given up. Never errors. */
    Mono<Void> alone(Part<K, V> failed) {
        return Flux.just(failed).expand(this::onceMore).then();
    }

    private Flux<Part<K, V>> onceMore(Part<K, V> failed) {
        return releasing
                .withoutWithdrawn(failed)
                .flatMapMany(left -> isToBeGivenUp(left)
                        ? givingUp.giveUp(left).thenMany(Flux.empty())
                        : again(left, this::tried).flux());
    }

    private boolean isToBeGivenUp(Part<K, V> part) {
        return isPoison(part) || part.alone() >= limit;
    }

    private Flux<Part<K, V>> several(Part<K, V> part) {
        if (isSettled(part)) {
            return apart(part);
        }
        return again(part, part.failures() < limit ? this::tried : this::sampled)
                .flux();
    }

    private Flux<Part<K, V>> apart(Part<K, V> part) {
        counters.count(CacheMeter.BEHIND_BISECTED);
        return Flux.fromIterable(part.parts(pulse)).flatMap(this::tried, Part.PARTS, 1);
    }

    /** If the sample was applied, the rest is tried whole again: what it failed of may be over. */
    private Mono<Part<K, V>> sampled(Part<K, V> part) {
        List<Part<K, V>> halves = part.sample(part.failures() - limit + 1, pulse);
        return tried(halves.get(0))
                .map(failed -> part.failed(Objects.requireNonNull(failed.failure()), false))
                .switchIfEmpty(Mono.defer(() -> tried(halves.get(1))));
    }

    /** True if it is known that the system of record is there. */
    private boolean isSettled(Part<K, V> part) {
        return isPoison(part) || pulse.isAliveSince(part.since());
    }

    private boolean isPoison(Part<K, V> part) {
        Throwable failure = part.failure();
        return failure != null && isPoison.test(failure);
    }

    private Mono<Part<K, V>> again(Part<K, V> part, Function<Part<K, V>, Mono<Part<K, V>>> attempt) {
        return pause(part)
                .then(Mono.defer(() -> releasing.withoutWithdrawn(part)))
                .doOnNext(left -> counters.count(CacheMeter.BEHIND_RETRIED))
                .flatMap(attempt);
    }

    /** While nothing succeeds, the first that does ends the pauses of all. */
    private Mono<Void> pause(Part<K, V> part) {
        Mono<Void> pause = pauses.after(part.failures());
        return isSettled(part) ? pause : Mono.firstWithSignal(pause, pulse.next());
    }

    /** Empty if the writes were applied. */
    private Mono<Part<K, V>> tried(Part<K, V> part) {
        return Mono.defer(() -> {
            boolean isAlive = pulse.isAliveSince(part.begun());
            long before = pulse.beats();
            return applying.apply(part.flights())
                    .then(Mono.<Part<K, V>>empty())
                    .onErrorResume(failure -> Mono.just(part.failed(failure, isAlive && isOfItsOwn(before))));
        });
    }

    /** True if the system of record was seen to be there when it failed, or shortly before. */
    private boolean isOfItsOwn(long before) {
        return !pulse.isTroubled() || pulse.isAliveSince(before);
    }
}
