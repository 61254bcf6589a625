package io.reactivecache.samples.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Contenders in one JVM by turns: what disturbs the machine disturbs all of them. Another one begins each round. */
final class Turns {

    private final List<Contender> contenders;
    private final List<List<Figure>> figures = new ArrayList<>();

    private Turns(List<? extends Contender> contenders) {
        this.contenders = List.copyOf(contenders);
        contenders.forEach(contender -> figures.add(new ArrayList<>()));
    }

    /** The median of each, after a turn that is not counted. */
    static List<Figure> measure(Plan plan, List<? extends Contender> contenders) throws Exception {
        Turns turns = new Turns(contenders);
        for (Contender contender : contenders) {
            contender.turn(plan.warmUp());
        }
        for (int round = 0; round < plan.rounds(); round++) {
            turns.round(plan, round);
        }
        return turns.figures.stream().map(Figure::median).toList();
    }

    private void round(Plan plan, int round) throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int at = 0; at < contenders.size(); at++) {
            order.add(at);
        }
        Collections.rotate(order, round);
        for (int at : order) {
            Contender contender = contenders.get(at);
            figures.get(at).add(new Figure(contender.name(), contender.role(), contender.turn(plan.turn())));
        }
    }
}
