package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * What a flight brings.
 *
 * @param entry the entry
 * @param remoteFresh how long it is fresh in the remote tier; empty if the remote tier is not to be filled with it
 * @param afterwards what is to be done once the remote tier has been filled, or need not be
 */
public record Loaded<V>(Entry<V> entry, Optional<Duration> remoteFresh, Mono<Void> afterwards) {

    /** What was loaded. */
    public Loaded(Entry<V> entry, Optional<Duration> remoteFresh) {
        this(entry, remoteFresh, Mono.empty());
    }

    /** Something that was found in a tier, or that only this node keeps. */
    public static <V> Loaded<V> here(Entry<V> entry) {
        return new Loaded<>(entry, Optional.empty());
    }

    /** The same, with something to be done afterwards. */
    Loaded<V> before(Mono<Void> step) {
        return new Loaded<>(entry, remoteFresh, step);
    }
}
