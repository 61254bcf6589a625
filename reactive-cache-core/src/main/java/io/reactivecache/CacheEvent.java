package io.reactivecache;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that has happened in a cache on this node.
 *
 * @param type what
 * @param key to which key, if it was one
 * @param predicate to which entries, if it was a wide invalidation
 * @param <K> the type of the keys
 */
public record CacheEvent<K>(Type type, Optional<K> key, Optional<EntryPredicate> predicate) {

    /** What may happen. */
    public enum Type {
        /** A value was loaded, or the knowledge that there is none. */
        LOADED,
        /** A load failed. */
        LOAD_FAILED,
        /** The local tier has given up an entry for want of room or because its time was over. */
        EVICTED,
        /** This node has applied a removal, its own or that of another. */
        REMOVED,
        /** This node has applied that entries are stale, on its own account or that of another. */
        EXPIRED,
        /** The log could not be continued, or a record of it not be read: the local tier was cleared. */
        RESET
    }

    public CacheEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(predicate, "predicate");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CacheEvent[" + type + predicate.map(which -> ", " + which).orElse("") + "]";
    }
}
