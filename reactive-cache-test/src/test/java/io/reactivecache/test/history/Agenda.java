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

    /** Takes one of the steps; there must be one. */
    void takeOne() {
        int drawn = chance.below(held.size());
        Step last = held.remove(held.size() - 1);
        Step step = drawn == held.size() ? last : held.set(drawn, last);
        trace.add(step);
        step.take();
    }
}
