package io.reactivecache.internal.entry;

import io.reactivecache.Position;
import io.reactivecache.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value with what is known of it. Times are milliseconds of this node's clock. Immutable. */
public final class Entry<V> {

    private final V value;
    private final Source source;
    private final @Nullable Position stamp;
    private final long created;
    private final long expires;
    private final int loadMillis;

    private Entry(V value, Source source, @Nullable Position stamp, long created, long expires, long loadMillis) {
        this.value = value;
        this.source = source;
        this.stamp = stamp;
        this.created = created;
        this.expires = expires;
        this.loadMillis = (int) Math.min(loadMillis, Integer.MAX_VALUE);
    }

    /** A value that reflects the log up to a stamp, so that the tiers may keep it. */
    public static <V> Entry<V> stamped(
            V value, Source source, Position stamp, long created, long expires, long loadMillis) {
        return new Entry<>(value, source, stamp, created, expires, loadMillis);
    }

    /** A value loaded while the log was not followed: it can be answered once, and no tier may keep it. */
    public static <V> Entry<V> unstamped(V value, long created, long loadMillis) {
        return new Entry<>(value, Source.LOADED, null, created, created, loadMillis);
    }

    public V value() {
        return value;
    }

    /** Where this node got the value from. */
    public Source source() {
        return source;
    }

    /** The position the value reflects; empty if no tier may keep it. */
    public Optional<Position> stamp() {
        return Optional.ofNullable(stamp);
    }

    /** True if the value was stamped before the record at this position, which therefore makes it invalid. */
    public boolean isOlderThan(Position record) {
        return stamp == null || !stamp.reflects(record);
    }

    /** When the value was loaded or put. */
    public long created() {
        return created;
    }

    /** From when on the local tier may not answer it. */
    public long expires() {
        return expires;
    }

    /** What loading it took, in milliseconds; 0 if it was put. */
    public int loadMillis() {
        return loadMillis;
    }
}
