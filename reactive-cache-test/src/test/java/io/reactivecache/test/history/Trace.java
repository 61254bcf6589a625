package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.List;

/** What happened in a history, in order, if somebody wants to read it. */
final class Trace {

    private final boolean wanted;
    private final List<String> lines = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param wanted false to keep nothing
     */
    Trace(boolean wanted) {
        this.wanted = wanted;
    }

    /** Adds what has happened, told by the texts of what took part. */
    void add(Object... parts) {
        if (wanted) {
            StringBuilder line = new StringBuilder();
            for (Object part : parts) {
                line.append(part);
            }
            lines.add(line.toString());
        }
    }

    void clear() {
        lines.clear();
    }

    List<String> lines() {
        return lines;
    }
}
