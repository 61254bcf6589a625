package io.reactivecache.samples.benchmarks.invalidation;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** The table of a run, printed as it comes, and the same as JSON. */
public final class Report {

    private final PrintStream out;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Ratios> ratios = new ArrayList<>();

    /** Begins the table. */
    public Report(PrintStream out) {
        this.out = out;
        out.println(
                "| log | by | due/s | made | arrived/s | p50 ms | p99 ms | max ms | over 100 ms | failed | lost | left"
                        + " | sustained | cpu us | load |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    /** Adds the figures of a log. */
    public void add(List<Figures> ofLog) {
        figures.addAll(ofLog);
        ofLog.forEach(row -> out.println(line(row)));
        Ratios.of(ofLog).ifPresent(ratios::add);
    }

    private static String line(Figures row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %,d | %.2f | %.2f | %.1f | %,d | %,d%s | %,d | %,d | %s | %.1f | %.1f |",
                row.log(),
                row.contender(),
                row.rate(),
                row.changes(),
                row.achieved(),
                row.p50(),
                row.p99(),
                row.max(),
                row.late(),
                row.failed(),
                row.reasons().isEmpty() ? "" : " " + row.reasons(),
                row.lost(),
                row.left(),
                row.sustained() ? "yes" : "no",
                row.cpu(),
                row.load());
    }

    /** Prints what the nodes are beside the plain clients, and writes everything to a file. */
    public void finish(Path file) {
        ratios.forEach(ratio -> out.println(line(ratio)));
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file, new Content(figures, ratios));
        out.println(file);
    }

    private static String line(Ratios ratio) {
        return String.format(
                Locale.ROOT,
                "%s: sustained %,d/s, plain %,d/s; at %,d/s p50 is %.2f and p99 %.2f times that of plain",
                ratio.log(),
                ratio.sustained(),
                ratio.plainSustained(),
                ratio.comparedAt(),
                ratio.p50(),
                ratio.p99());
    }

    private record Content(List<Figures> figures, List<Ratios> ratios) {}
}
