package io.reactivecache.samples.benchmarks.compare;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What came of the turns.
 *
 * @param figures the median of each contender that could be measured
 * @param notes why the others could not
 */
record Outcome(List<Figure> figures, List<String> notes) {

    /** The row of a scenario. */
    Row row(String scenario, Unit unit, String... more) {
        return Row.of(
                scenario,
                unit,
                figures,
                Stream.concat(notes.stream(), Stream.of(more)).toList());
    }

    /** The same without the figures of one contender. */
    Outcome without(String contender) {
        Predicate<Figure> others = figure -> !figure.contender().equals(contender);
        return new Outcome(figures.stream().filter(others).toList(), notes);
    }
}
