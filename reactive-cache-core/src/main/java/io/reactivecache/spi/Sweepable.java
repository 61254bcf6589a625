package io.reactivecache.spi;

import io.reactivecache.Position;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A remote store whose values can be gone through. */
public interface Sweepable {

    /**
     * Emits the values under keys that begin with a text: each that is there from the beginning to the end at least once,
     * others perhaps. Reads on as it is asked for more. Errors when the store fails.
     */
    Flux<Swept> scan(String prefix);

    /**
     * Removes a value if its stamp is of the epoch of this position, and before it. Emits whether it was removed; a mark, a
     * tombstone and a newer value stay.
     *
     * @param fence how long the tombstone of its stamp is left in its place; zero to leave nothing
     */
    Mono<Boolean> removeBefore(String key, Position position, Duration fence);

    /** Removes a value, and leaves nothing in its place. */
    default Mono<Boolean> removeBefore(String key, Position position) {
        return removeBefore(key, position, Duration.ZERO);
    }

    /**
     * A value that was come across.
     *
     * @param key its key
     * @param stamp the position it is known to reflect
     * @param tags its tags
     */
    record Swept(String key, Position stamp, Set<String> tags) {
        public Swept {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(stamp, "stamp");
            tags = Set.copyOf(tags);
        }
    }
}
