package io.reactivecache.samples.benchmarks.compare;

import java.util.Comparator;
import java.util.List;

/**
 * What was measured of one contender.
 *
 * @param bytes allocated for each operation; NaN if that was not measured
 */
record Figure(String contender, Role role, double value, double bytes) {

    Figure(String contender, Role role, double value) {
        this(contender, role, value, Double.NaN);
    }

    /** The one in the middle; of an even number the greater of both. */
    static Figure median(List<Figure> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Figure::value))
                .toList()
                .get(rounds.size() / 2);
    }
}
