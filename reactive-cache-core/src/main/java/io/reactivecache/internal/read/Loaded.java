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
 * @param isShared true if the remote tier has it, or is about to be given it
 * @param afterwards what is to be done once the remote tier has been filled, or need not be
 */
public record Loaded<V>(Entry<V> entry, Optional<Duration> remoteFresh, boolean isShared, Mono<Void> afterwards) {

    /** What was loaded. */
    public Loaded(Entry<V> entry, Optional<Duration> remoteFresh) {
        this(entry, remoteFresh, false, Mono.empty());
    }

    /** What was found in the remote tier. */
    static <V> Loaded<V> remote(Entry<V> entry) {
        return new Loaded<>(entry, Optional.empty(), true, Mono.empty());
    }

    /** The same, and the remote tier is about to be given it. */
    Loaded<V> shared() {
        return new Loaded<>(entry, remoteFresh, true, afterwards);
    }

    /** The same, not to be kept by the local tier. */
    Loaded<V> passing() {
        return new Loaded<>(entry.passing(), remoteFresh, isShared, afterwards);
    }

    /** The same, with something to be done afterwards. */
    Loaded<V> before(Mono<Void> step) {
        return new Loaded<>(entry, remoteFresh, isShared, step);
    }
}
