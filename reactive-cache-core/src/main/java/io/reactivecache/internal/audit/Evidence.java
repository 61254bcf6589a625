package io.reactivecache.internal.audit;

import io.reactivecache.internal.entry.Entry;
import java.util.Objects;
import java.util.Optional;

/**
 * What there was of a key at one time.
 *
 * @param local the entry of the local tier
 * @param remote the entry of the remote tier that this node might answer; empty if there is none
 * @param source what the system of record has; empty if it was not asked
 */
record Evidence<V>(Entry<V> local, Optional<Entry<V>> remote, Optional<Sourced<V>> source) {

    /** A value, or that there is none. */
    record Sourced<V>(Optional<V> value) {}

    /** True if the local tier has something else than the system of record, or is behind the remote tier. */
    boolean isLocalOff() {
        return source.map(right -> !right.value.equals(value(local)))
                .orElseGet(() -> remote.filter(other -> isBehind(local, other)).isPresent());
    }

    /** True if the remote tier has something else than the system of record. */
    boolean isRemoteOff() {
        return source.filter(right -> remote.filter(entry -> !right.value.equals(value(entry)))
                        .isPresent())
                .isPresent();
    }

    /** True if the local tier holds the very entry it held before. */
    boolean hasLocalOf(Evidence<V> before) {
        return local == before.local;
    }

    /** True if the remote tier holds what it held before. */
    boolean hasRemoteOf(Evidence<V> before) {
        return remote.isPresent()
                && before.remote
                        .filter(entry -> entry.stamp().equals(remote.get().stamp())
                                && Objects.equals(value(entry), value(remote.get())))
                        .isPresent();
    }

    /** A newer stamp with the same value tells nothing: who put or loaded it may not have changed it. */
    private static <V> boolean isBehind(Entry<V> entry, Entry<V> other) {
        return other.stamp().filter(entry::isOlderThan).isPresent()
                && !value(entry).equals(value(other));
    }

    private static <V> Optional<V> value(Entry<V> entry) {
        return entry.isAbsent() ? Optional.empty() : Optional.of(entry.value());
    }
}
