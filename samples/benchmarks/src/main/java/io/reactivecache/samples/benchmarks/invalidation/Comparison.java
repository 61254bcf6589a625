package io.reactivecache.samples.benchmarks.invalidation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Contenders over the same server, at one rate after the other and by turns, with another one the first at each rate. One that
 * did not sustain a rate is not tried at a higher one.
 */
final class Comparison {

    private final String log;
    private final Plan plan;
    private final List<Contender> contenders;
    private final Set<Contender> beaten = new HashSet<>();
    private final List<Figures> figures = new ArrayList<>();

    Comparison(String log, Plan plan, List<Contender> contenders) {
        this.log = log;
        this.plan = plan;
        this.contenders = new ArrayList<>(contenders);
    }

    List<Figures> run() {
        contenders.forEach(contender -> Trial.run(log, contender, Plan.WARM_UP_RATE, plan.warmUp()));
        plan.rates().forEach(this::atRate);
        return List.copyOf(figures);
    }

    private void atRate(int rate) {
        contenders.stream()
                .filter(contender -> !beaten.contains(contender))
                .forEach(contender -> trial(contender, rate));
        Collections.reverse(contenders);
    }

    private void trial(Contender contender, int rate) {
        Figures shown = Trial.run(log, contender, rate, plan.step());
        figures.add(shown);
        if (!shown.sustained()) {
            beaten.add(contender);
        }
    }
}
