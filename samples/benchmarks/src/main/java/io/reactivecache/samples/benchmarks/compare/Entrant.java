package io.reactivecache.samples.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A contender's way through the turns. Once it has failed it has no more of them, and no figure. */
final class Entrant {

    private final String contender;
    private final List<Figure> figures = new ArrayList<>();
    private @Nullable Exception failure;

    Entrant(String contender) {
        this.contender = contender;
    }

    /** Does something whose figure does not count. */
    void prepare(Callable<?> preparation) {
        if (failure == null) {
            try {
                preparation.call();
            } catch (Exception failed) {
                failure = failed;
            }
        }
    }

    /** Does something whose figure counts. */
    void turn(Callable<Figure> turn) {
        prepare(() -> figures.add(turn.call()));
    }

    /** What came of all of them. */
    static Outcome outcome(List<Entrant> entrants) {
        return new Outcome(
                entrants.stream().flatMap(entrant -> entrant.median().stream()).toList(),
                entrants.stream().flatMap(entrant -> entrant.note().stream()).toList());
    }

    private Optional<Figure> median() {
        return failure == null && !figures.isEmpty() ? Optional.of(Figure.median(figures)) : Optional.empty();
    }

    private Optional<String> note() {
        return Optional.ofNullable(failure).map(failed -> contender + " not measured: " + root(failed));
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
