package io.reactivecache.samples.benchmarks.compare;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Compares the cache with the library underneath and with its peers, scenario by scenario. */
public final class CompareRun {

    private static final String QUICK = "--quick";

    private CompareRun() {}

    /**
     * Prints a table, and writes the same as JSON.
     *
     * @param args {@code --quick} for a run of less than eight minutes; parts of the names of scenarios, or none for all
     * @param file where the JSON goes
     */
    public static void run(List<String> args, Path file, PrintStream out) {
        Plan plan = args.contains(QUICK) ? Plan.QUICK : Plan.WHOLE;
        List<String> wanted = args.stream().filter(arg -> !arg.equals(QUICK)).toList();
        Report report = new Report(out);
        Scenarios.all().stream()
                .filter(scenario -> wanted.isEmpty() || wanted.stream().anyMatch(scenario.name()::contains))
                .forEach(scenario -> report.add(rows(scenario, plan)));
        report.write(file);
    }

    /** What cannot be measured is not missing in silence, and the others are measured. */
    private static List<Row> rows(Scenario scenario, Plan plan) {
        try {
            return scenario.measure(plan);
        } catch (Exception failure) {
            return List.of(Row.missing(scenario.name(), "not measured: " + failure));
        }
    }
}
