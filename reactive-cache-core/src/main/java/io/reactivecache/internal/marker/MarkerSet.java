package io.reactivecache.internal.marker;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate.Kind;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.LogPositions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The markers of one epoch. Those of tags are found by the tag; those of keys are asked one by one. Written by one thread at a
 * time, read by all.
 */
final class MarkerSet {

    private final long epoch;
    private final int partitions;
    private final Map<String, Marker> removedTags = new ConcurrentHashMap<>();
    private final Map<String, Marker> expiredTags = new ConcurrentHashMap<>();
    private final List<Marker> ofKeys = new CopyOnWriteArrayList<>();
    private final Marker anyTag;

    /** The markers of an epoch: none. */
    MarkerSet(long epoch, int partitions) {
        this.epoch = epoch;
        this.partitions = partitions;
        this.anyTag = new Marker(MarkerId.all(Effect.REMOVE), partitions);
    }

    long epoch() {
        return epoch;
    }

    int partitions() {
        return partitions;
    }

    int size() {
        return removedTags.size() + expiredTags.size() + ofKeys.size();
    }

    /** What is left of an entry with these tags, whose key has a text that is asked for only if needed. */
    Verdict judge(Supplier<String> keyText, Set<String> tags, Position stamp) {
        Verdict verdict = Verdict.VALID;
        for (String tag : tags) {
            verdict = verdict.or(judge(removedTags.get(tag), stamp)).or(judge(expiredTags.get(tag), stamp));
        }
        return ofKeys.isEmpty() ? verdict : verdict.or(judge(keyText, stamp));
    }

    private Verdict judge(Supplier<String> keyText, Position stamp) {
        Verdict verdict = Verdict.VALID;
        String text = keyText.get();
        for (Marker marker : ofKeys) {
            if (marker.isAfter(stamp) && marker.means(text)) {
                verdict = verdict.or(verdict(marker));
            }
        }
        return verdict;
    }

    private static Verdict judge(@Nullable Marker marker, Position stamp) {
        return marker != null && marker.isAfter(stamp) ? verdict(marker) : Verdict.VALID;
    }

    private static Verdict verdict(Marker marker) {
        return marker.id().effect() == Effect.REMOVE ? Verdict.REMOVED : Verdict.EXPIRED;
    }

    /** True if a marker may mean a value that is on its way, whose tags nobody knows yet. */
    boolean mayMean(Supplier<String> keyText, Position stamp) {
        return anyTag.isAfter(stamp) || !ofKeys.isEmpty() && judge(keyText, stamp) != Verdict.VALID;
    }

    /** The marker of an id, made if there is none. */
    Marker of(MarkerId id) {
        Marker known = known(id);
        return known == null ? added(new Marker(id, partitions)) : known;
    }

    @Nullable
    Marker known(MarkerId id) {
        if (id.predicate().kind() == Kind.TAG) {
            return tags(id.effect()).get(id.predicate().text());
        }
        return ofKeys.stream()
                .filter(marker -> marker.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Marker added(Marker marker) {
        if (marker.id().predicate().kind() == Kind.TAG) {
            tags(marker.id().effect()).put(marker.id().predicate().text(), marker);
        } else {
            ofKeys.add(marker);
        }
        return marker;
    }

    /** Notes, before it raises the marker of a tag, that flights older than this may be meant. Tells whether it has grown. */
    boolean raise(MarkerId id, int partition, long offset) {
        if (id.predicate().kind() == Kind.TAG) {
            anyTag.raise(partition, offset);
        }
        return of(id).raise(partition, offset);
    }

    void remove(Marker marker) {
        tags(marker.id().effect()).remove(marker.id().predicate().text(), marker);
        ofKeys.remove(marker);
    }

    /** The same markers as one for each effect, which means every entry that one of them may mean. */
    MarkerSet compacted() {
        MarkerSet all = new MarkerSet(epoch, partitions);
        for (Marker marker : markers()) {
            LogPositions positions = marker.positions(epoch);
            all.of(MarkerId.all(marker.id().effect())).raise(positions);
        }
        return all;
    }

    Collection<Marker> markers() {
        List<Marker> all = new ArrayList<>(removedTags.values());
        all.addAll(expiredTags.values());
        all.addAll(ofKeys);
        return all;
    }

    private Map<String, Marker> tags(Effect effect) {
        return effect == Effect.REMOVE ? removedTags : expiredTags;
    }
}
