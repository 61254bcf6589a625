package io.reactivecache.test.history;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Runs many histories one after another, each in a world of two nodes and one partition, or of three and two. For one thread. */
final class Driver {

    private static final int SMALLEST = 2;
    private static final int SIZES = 2;

    private final World[] worlds = new World[SIZES];
    private final History[] histories = new History[SIZES];

    Driver(Trace trace) {
        for (int size = 0; size < SIZES; size++) {
            worlds[size] = new World(SMALLEST + size, 1 + size, trace);
            histories[size] = new History(worlds[size]);
        }
    }

    /**
     * Runs the histories of every so manieth seed, until one goes wrong here or elsewhere.
     *
     * @throws AssertionError naming the seed and telling the history that went wrong
     */
    Tally run(long from, long to, int step, AtomicBoolean wentWrong) {
        for (long seed = from; seed < to && !wentWrong.get(); seed += step) {
            try {
                check(seed, run(seed));
            } catch (RuntimeException | AssertionError failure) {
                wentWrong.set(true);
                throw new AssertionError("history of seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
        Tally all = new Tally();
        for (World world : worlds) {
            all.add(world.tally);
        }
        return all;
    }

    /** Runs one history and gives what was wrong. */
    List<String> run(long seed) {
        return histories[(int) (seed % SIZES)].run(seed);
    }

    private static void check(long seed, List<String> violations) {
        if (!violations.isEmpty()) {
            throw new AssertionError(lines(violations) + "\n\nwhat happened:" + lines(replay(seed)));
        }
    }

    /** What happens in a history, step by step. */
    static List<String> replay(long seed) {
        Trace trace = new Trace(true);
        new Driver(trace).run(seed);
        return trace.lines();
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }
}
