package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.invalidation.Contest;
import io.reactivecache.samples.benchmarks.invalidation.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Invalidations on their way to the last of five nodes. The figure of a turn is the time of half of them. */
final class Trip implements Contender {

    private static final int RATE = 1_000;
    private static final int FIRST_RATE = 10_000;
    private static final Duration FIRST = Duration.ofSeconds(3);

    private final Role role;
    private final Contest contest;
    private final io.reactivecache.samples.benchmarks.invalidation.Contender contender;
    private final List<Figure> late = new ArrayList<>();
    private int turns;

    Trip(Role role, Contest contest, io.reactivecache.samples.benchmarks.invalidation.Contender contender) {
        this.role = role;
        this.contest = contest;
        this.contender = contender;
    }

    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public Role role() {
        return role;
    }

    /** At a higher rate, so that the JVM has compiled what is used. */
    @Override
    public void check() {
        trial(FIRST_RATE, FIRST);
    }

    @Override
    public double turn(Duration time) {
        turns++;
        Figures shown = trial(RATE, time);
        late.add(new Figure(name(), role, shown.p99()));
        return shown.p50();
    }

    /** All changes have to come to all nodes, and to evict what they are about. */
    private Figures trial(int rate, Duration time) {
        Figures shown = contest.trial(contender, rate, time);
        long missed = shown.failed() + shown.lost() + shown.left();
        if (missed != 0 || shown.changes() == 0) {
            throw new IllegalStateException("not evicted: " + missed + " of " + shown.changes());
        }
        return shown;
    }

    /** The time of 99 of 100, of the turn in the middle, if there were as many as for the figure. */
    Optional<Figure> late() {
        boolean whole = late.size() == turns && turns > 1;
        return whole ? Optional.of(Figure.median(late.subList(1, late.size()))) : Optional.empty();
    }
}
