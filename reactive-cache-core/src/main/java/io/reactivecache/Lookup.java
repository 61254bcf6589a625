package io.reactivecache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a read answered, and how it came to that answer.
 *
 * @param value the value
 * @param source the tier that answered
 * @param age the time since the value was loaded or put, on whichever node that was; never negative
 * @param freshness how current the value is, and if it is not, why it was answered all the same
 * @param stamp the position in the log which the value is known to reflect; empty if it was loaded while this node did
 *     not follow the log, in which case no tier keeps it
 * @param fenced true if the key was changed while the value was on its way, so that no tier keeps it
 */
public record Lookup<V>(
        V value, Source source, Duration age, Freshness freshness, Optional<Position> stamp, boolean fenced) {

    public Lookup {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(freshness, "freshness");
        Objects.requireNonNull(stamp, "stamp");
    }
}
