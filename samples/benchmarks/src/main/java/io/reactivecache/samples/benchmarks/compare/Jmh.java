package io.reactivecache.samples.benchmarks.compare;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Contenders that are methods of a benchmark, each turn in a JVM of its own: no one's code is compiled with another's in mind. */
final class Jmh {

    private static final int PIECES = 4;
    private static final String BYTES = "gc.alloc.rate.norm";

    private final Class<?> benchmark;
    private final Plan plan;

    private Jmh(Class<?> benchmark, Plan plan) {
        this.benchmark = benchmark;
        this.plan = plan;
    }

    /** A method of a benchmark, and what it is called in the table. */
    record Method(String method, String contender, Role role) {}

    /** The median of each. What a method works on checks itself when it is made, in the JVM that measures. */
    static Outcome measure(Plan plan, Class<?> benchmark, List<Method> methods) {
        Jmh jmh = new Jmh(benchmark, plan);
        List<Entrant> entrants =
                methods.stream().map(method -> new Entrant(method.contender())).toList();
        for (int round = 0; round < plan.rounds(); round++) {
            for (int turn = 0; turn < methods.size(); turn++) {
                int at = (turn + round) % methods.size();
                entrants.get(at).turn(() -> jmh.turn(methods.get(at)));
            }
        }
        return Entrant.outcome(entrants);
    }

    private Figure turn(Method method) throws RunnerException {
        RunResult result = new Runner(options(method)).runSingle();
        double bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES)
                .getScore();
        return new Figure(
                method.contender(), method.role(), result.getPrimaryResult().getScore(), bytes);
    }

    private Options options(Method method) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + '.' + method.method()) + "$")
                .forks(1)
                .warmupIterations(PIECES)
                .warmupTime(piece(plan.warmUp().toMillis()))
                .measurementIterations(PIECES)
                .measurementTime(piece(plan.turn().toMillis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static TimeValue piece(long millis) {
        return TimeValue.milliseconds(millis / PIECES);
    }
}
