package io.reactivecache.samples.benchmarks;

import io.reactivecache.samples.benchmarks.write.Comparison;
import io.reactivecache.samples.benchmarks.write.Plan;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Measures how many puts a second are answered, by what a put has survived by then: written through to a system of record that
 * takes a millisecond for each call, in a journal, or in memory. With {@code --quick} it shows in half a minute that it runs.
 */
public final class WriteRun {

    private WriteRun() {}

    /**
     * Prints a table and writes {@code writes.json} beside the program.
     *
     * @throws URISyntaxException never for a program in a file
     */
    public static void main(String[] args) throws URISyntaxException {
        Plan plan = List.of(args).contains("--quick") ? Plan.QUICK : Plan.WHOLE;
        new Comparison(plan, System.out).run(Program.beside("writes.json"));
        System.exit(0); // threads of schedulers may linger
    }
}
