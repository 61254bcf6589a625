package io.reactivecache.samples.benchmarks;

import io.reactivecache.samples.benchmarks.poison.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what it costs the others if the system of record refuses one write of a thousand for ever: rounds without and with
 * such writes in turn, at each durability that is applied later.
 */
public final class PoisonRun {

    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 2;
    private static final int WRITES = 400_000;

    private PoisonRun() {}

    /**
     * Prints the writes a second of each round, and the medians.
     *
     * @param args a number of writes for each round, if it is not to be 400,000
     * @throws IOException if there is no room for a journal
     */
    public static void main(String[] args) throws IOException {
        int writes = args.length == 0 ? WRITES : Integer.parseInt(args[0]);
        for (boolean isKept : List.of(false, true)) {
            compare(isKept, writes);
        }
        System.exit(0); // threads of the schedulers linger
    }

    private static void compare(boolean isKept, int writes) throws IOException {
        List<Double> clean = new ArrayList<>();
        List<Double> poisoned = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            double without = new Round(isKept, writes, false).perSecond();
            double with = new Round(isKept, writes, true).perSecond();
            if (round >= WARM_UPS) {
                clean.add(without);
                poisoned.add(with);
                ratios.add(with / without);
                print(isKept, "round " + (round - WARM_UPS + 1), without, with, with / without);
            }
        }
        print(isKept, "median", median(clean), median(poisoned), median(ratios));
    }

    private static void print(boolean isKept, String what, double clean, double poisoned, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%s %s: %,.0f/s without, %,.0f/s with one of 1,000 refused: %.2f%n",
                isKept ? "DEFERRED" : "EVENTUAL",
                what,
                clean,
                poisoned,
                ratio);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
