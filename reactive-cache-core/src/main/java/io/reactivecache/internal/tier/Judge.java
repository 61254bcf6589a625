package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.marker.Markers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges what the local tier holds by the wide invalidations there were. A key is written down only if one has to be asked. */
final class Judge<K> {

    private final Markers markers;
    private final Function<K, String> encode;

    Judge(Markers markers, Function<K, String> encode) {
        this.markers = markers;
        this.encode = encode;
    }

    /** What was found valid stays so until this changes. */
    int version() {
        return markers.version();
    }

    /**
     * What is left of an entry: the same, the same expired, or {@code null}. What has no stamp is no value of the key, and
     * stays.
     */
    <V> @Nullable Entry<V> valid(K key, Entry<V> entry, long now) {
        Position stamp = entry.stamp().orElse(null);
        if (stamp == null) {
            return entry;
        }
        return switch (markers.judge(() -> encode.apply(key), entry.traits().tags(), stamp)) {
            case VALID -> entry;
            case EXPIRED -> entry.isStale(now) ? entry : entry.expired(now);
            case REMOVED -> null;
        };
    }

    /**
     * False if a flight began before a wide invalidation that may mean what it brings. What it offers in place of that is judged
     * on this occasion.
     */
    <V> boolean mayBeJoined(K key, Flight<V> flight, long now) {
        Position began = flight.began();
        if (began != null && markers.mayMean(() -> encode.apply(key), began)) {
            return false;
        }
        Entry<V> stale = flight.stale();
        if (stale != null) {
            flight.offer(valid(key, stale, now));
        }
        return true;
    }
}
