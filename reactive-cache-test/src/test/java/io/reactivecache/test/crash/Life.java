package io.reactivecache.test.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * What a node is to do from its start to its end.
 *
 * @param place where its journal is
 * @param truth what was applied
 * @param seat which of the nodes that write at the same time it is
 * @param number its own
 * @param first the number of its first write of each key
 * @param plan what it does
 */
record Life(Place place, Path truth, String seat, int number, int first, long seed, Plan plan) {

    /** What a node does. */
    enum Plan {
        /** Writes until it is killed. */
        WRITE,
        /** Writes, and is closed in the midst of that. */
        CLOSE,
        /** Applies everything that is in the journal, is closed, and ends. */
        DRAIN
    }

    List<String> args() {
        return List.of(
                place.toString(),
                truth.toString(),
                seat,
                String.valueOf(number),
                String.valueOf(first),
                String.valueOf(seed),
                plan.name());
    }

    static Life of(String[] args) {
        return new Life(
                Place.parse(args[0]),
                Path.of(args[1]),
                args[2],
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Long.parseLong(args[5]),
                Plan.valueOf(args[6]));
    }
}
