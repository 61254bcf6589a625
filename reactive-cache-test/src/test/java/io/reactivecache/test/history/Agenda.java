package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.List;

/** The steps that are held, of all nodes, in no order. */
final class Agenda {

    private final List<Step> held = new ArrayList<>();
    private final Chance chance;
    private final Trace trace;

    Agenda(Chance chance, Trace trace) {
        this.chance = chance;
        this.trace = trace;
    }

    void add(Step step) {
        held.add(step);
    }

    void clear() {
        held.clear();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Takes what nodes do by themselves until there is none of it. */
    void takeUpkeep() {
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).isUpkeep()) {
                take(i);
                i = -1;
            }
        }
    }

    /** Takes one of the steps; there must be one. */
    void takeOne() {
        take(chance.below(held.size()));
    }

    /** Takes the step that was added last; there must be one. */
    void takeLast() {
        take(held.size() - 1);
    }

    private void take(int drawn) {
        Step last = held.remove(held.size() - 1);
        Step step = drawn == held.size() ? last : held.set(drawn, last);
        trace.add(step);
        step.take();
    }
}
