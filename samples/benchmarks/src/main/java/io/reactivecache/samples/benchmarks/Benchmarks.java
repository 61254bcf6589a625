package io.reactivecache.samples.benchmarks;

import io.reactivecache.samples.benchmarks.compare.CompareRun;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/** The program of the jar: {@code compare} compares the caches, everything else is for JMH. */
public final class Benchmarks {

    private static final String COMPARE = "compare";

    private Benchmarks() {}

    /**
     * Runs what is asked for.
     *
     * @param args {@code compare [--quick] [part of the name of a scenario]...}, or what JMH takes
     * @throws Exception what the benchmarks throw
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(COMPARE)) {
            List<String> rest = Arrays.asList(args).subList(1, args.length);
            CompareRun.run(rest, Program.beside("compare.json"), System.out);
            System.exit(0); // threads of the clients may linger
        }
        Main.main(args);
    }
}
