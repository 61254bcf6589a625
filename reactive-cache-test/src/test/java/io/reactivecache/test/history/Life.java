package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.List;

/** A node from its start until it crashes. What it has begun and not ended by then it never hears of again. */
final class Life {

    private final int node;
    private final List<Runnable> links = new ArrayList<>();
    private boolean over;

    Life(int node) {
        this.node = node;
    }

    int node() {
        return node;
    }

    boolean isOver() {
        return over;
    }

    /** Has something be cut when it is over. */
    void links(Runnable cut) {
        links.add(cut);
    }

    void end() {
        over = true;
        links.forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return "n" + node;
    }
}
