package io.reactivecache.internal.read;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers the reads that share no flight: those that want one tier and nothing else, and those that want a position this
 * node has not applied yet, which are loaded for their caller alone.
 */
public final class DirectStage<K, V> implements CallStage<K, V> {

    private final LocalTier<K, V> local;
    private final Standing standing;
    private final AppliedPositions positions;
    private final Sources<K, V> sources;
    private final CallStage<K, V> next;

    public DirectStage(
            LocalTier<K, V> local,
            Standing standing,
            AppliedPositions positions,
            Sources<K, V> sources,
            CallStage<K, V> next) {
        this.local = local;
        this.standing = standing;
        this.positions = positions;
        this.sources = sources;
        this.next = next;
    }

    /** Where such a read is answered from. */
    public interface Sources<K, V> {

        /** The remote tier alone. */
        Mono<Found<V>> remote(Call<K, V> call);

        /** The loader alone; what it brings is kept nowhere. */
        Mono<Found<V>> load(Call<K, V> call);
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        return call.options()
                .notBefore()
                .filter(position -> !positions.isApplied(position))
                .map(position -> ahead(call, position))
                .orElseGet(() -> applied(call));
    }

    private Mono<Found<V>> applied(Call<K, V> call) {
        return switch (call.options().use()) {
            case LOCAL_ONLY -> Mono.justOrEmpty(here(call));
            case REMOTE_ONLY -> sources.remote(call);
            default -> next.answer(call);
        };
    }

    /** Nothing here reflects the position; what the remote tier has may, and its stamp tells. */
    private Mono<Found<V>> ahead(Call<K, V> call, Position position) {
        return switch (call.options().use()) {
            case LOCAL_ONLY -> Mono.empty();
            case REMOTE_ONLY ->
                sources.remote(call).filter(found -> !found.entry().isOlderThan(position));
            default -> sources.load(call);
        };
    }

    private Optional<Found<V>> here(Call<K, V> call) {
        long now = local.now();
        Slot<V> slot = local.find(call.key());
        Entry<V> entry = slot == null || !call.trust().covers(slot) ? null : entry(slot, call.trust());
        return entry == null
                ? Optional.empty()
                : standing.atOnce(entry, call.options(), now).map(freshness -> Found.here(entry, freshness));
    }

    private static <V> @Nullable Entry<V> entry(Slot<V> slot, Trust trust) {
        Flight<V> flight = slot.flight();
        if (flight == null) {
            return slot.entry();
        }
        return trust.isWhole() ? flight.stale() : null;
    }
}
