package io.reactivecache.samples.benchmarks.write;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** All ways to write beside each other: each round tries all of them, so that what disturbs the machine disturbs all. */
public final class Comparison {

    private final Plan plan;
    private final PrintStream out;

    /** Measures nothing yet. */
    public Comparison(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /** Prints a table, and writes the same to a file. */
    public void run(Path file) {
        List<Trial> trials = plan.trials();
        for (int round = 0; round < plan.warmUp(); round++) {
            trials.forEach(Trial::run);
        }
        List<List<Figures>> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            rounds.add(trials.stream().map(Trial::run).toList());
        }
        List<Figures> medians = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            int trial = i;
            medians.add(median(rounds.stream().map(round -> round.get(trial)).toList()));
        }
        print(medians);
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file, medians);
        out.println(file);
    }

    private static Figures median(List<Figures> tried) {
        return tried.stream()
                .sorted(Comparator.comparingLong(Figures::answered))
                .toList()
                .get(tried.size() / 2);
    }

    private void print(List<Figures> medians) {
        out.println(
                "| way | callers | keys | answered/s | applied/s | times through | cpu us | calls | writes | load |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        medians.forEach(row -> out.println(line(row, through(medians, row.callers()))));
    }

    private static Figures through(List<Figures> all, int callers) {
        return all.stream()
                .filter(row -> row.way() == Way.THROUGH && row.callers() == callers)
                .findFirst()
                .orElseThrow();
    }

    private static String line(Figures row, Figures through) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,.1f | %.1f | %,d | %,d | %.1f |",
                row.way().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                row.callers(),
                row.keys(),
                row.answered(),
                row.applied(),
                (double) row.answered() / through.answered(),
                row.cpu(),
                row.calls(),
                row.writes(),
                row.load());
    }
}
