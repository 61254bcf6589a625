package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Contenders in one JVM by turns: what disturbs the machine disturbs all of them. Another one begins each round. One
 * that fails is left out from there on.
 */
final class Turns {

    private final Contender contender;
    private final Entrant entrant;

    private Turns(Contender contender) {
        this.contender = contender;
        this.entrant = new Entrant(contender.name());
    }

    /** The median of each, after its check and a turn that is not counted. */
    static Outcome measure(Plan plan, List<? extends Contender> contenders) {
        List<Turns> all = contenders.stream().map(Turns::new).toList();
        all.forEach(Turns::check);
        all.forEach(turns -> turns.entrant.prepare(() -> turns.contender.turn(plan.warmUp())));
        for (int round = 0; round < plan.rounds(); round++) {
            List<Turns> order = new ArrayList<>(all);
            Collections.rotate(order, round);
            order.forEach(turns -> turns.take(plan.turn()));
        }
        return Entrant.outcome(all.stream().map(turns -> turns.entrant).toList());
    }

    private void check() {
        entrant.prepare(() -> {
            contender.check();
            return contender;
        });
    }

    private void take(Duration time) {
        entrant.turn(() -> new Figure(contender.name(), contender.role(), contender.turn(time)));
    }
}
