package io.reactivecache;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of a write that depends on the value there was.
 *
 * @param changed true if it wrote or removed something
 * @param value the value there is after it; empty if there is none
 * @param position its position in the log; empty if nothing was changed, or the change waits for the log
 */
public record Written<V>(boolean changed, Optional<V> value, Optional<Position> position) {

    public Written {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(position, "position");
    }

    /** Nothing was changed, and this is there. */
    public static <V> Written<V> unchanged(Optional<V> value) {
        return new Written<>(false, value, Optional.empty());
    }
}
