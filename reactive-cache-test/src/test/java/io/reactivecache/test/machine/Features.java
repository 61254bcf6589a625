package io.reactivecache.test.machine;

import java.util.EnumSet;
import java.util.Set;

/** What a cache is built with: what was asked for, but for what makes no sense without another. */
record Features(Set<Feature> all) {

    Features {
        Set<Feature> sensible = EnumSet.noneOf(Feature.class);
        sensible.addAll(all);
        without(sensible, Feature.SOURCE, Feature.BEHIND, Feature.CACHE_FIRST, Feature.EAGER, Feature.FILTER);
        without(sensible, Feature.REMOTE, Feature.PICKY, Feature.LEASES, Feature.COMPRESSED);
        without(sensible, Feature.BEHIND, Feature.JOURNAL);
        if (sensible.contains(Feature.PICKY)) {
            sensible.remove(Feature.EAGER);
        }
        if (sensible.contains(Feature.BEHIND)) {
            sensible.remove(Feature.CACHE_FIRST);
        }
        all = Set.copyOf(sensible);
    }

    private static void without(Set<Feature> sensible, Feature needed, Feature... dependent) {
        if (!sensible.contains(needed)) {
            sensible.removeAll(Set.of(dependent));
        }
    }

    boolean has(Feature feature) {
        return all.contains(feature);
    }

    /** Whether the local tier has all that was read or written, and no more. */
    boolean keepsAll() {
        return !has(Feature.PICKY) && !has(Feature.BEHIND) && (has(Feature.SOURCE) || !has(Feature.REMOTE));
    }
}
