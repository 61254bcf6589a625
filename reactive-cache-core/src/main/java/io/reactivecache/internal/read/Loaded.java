package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * What a flight brings.
 *
 * @param entry the entry
 * @param remoteFresh how long it is fresh in the remote tier; empty if the remote tier is not to be filled with it
 */
public record Loaded<V>(Entry<V> entry, Optional<Duration> remoteFresh) {

    /** Something that was found in a tier, or that only this node keeps. */
    public static <V> Loaded<V> here(Entry<V> entry) {
        return new Loaded<>(entry, Optional.empty());
    }
}
