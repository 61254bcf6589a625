package io.reactivecache.internal.entry;

import java.util.Optional;
import java.util.Set;

/**
 * What a loader said of a value.
 *
 * @param tags what the value belongs to
 * @param validator what to recognise it by
 */
public record Traits(Set<String> tags, Optional<String> validator) {

    /** Nothing was said. */
    public static final Traits NONE = new Traits(Set.of(), Optional.empty());

    /** The traits of these tags and this validator. */
    public static Traits of(Set<String> tags, Optional<String> validator) {
        return tags.isEmpty() && validator.isEmpty() ? NONE : new Traits(tags, validator);
    }
}
