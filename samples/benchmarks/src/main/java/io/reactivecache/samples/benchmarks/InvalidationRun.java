package io.reactivecache.samples.benchmarks;

import io.reactivecache.samples.benchmarks.invalidation.Plan;
import io.reactivecache.samples.benchmarks.invalidation.Report;
import io.reactivecache.samples.benchmarks.invalidation.Scenarios;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Measures how long an invalidation takes to evict its entry on the last of five nodes, over the log in the process, Kafka and
 * Redis Streams, beside the plain clients. With {@code --quick} it takes half a minute; with {@code in-process}, {@code kafka}
 * or {@code redis} it measures those only.
 */
public final class InvalidationRun {

    private static final List<String> ALL = List.of("in-process", "kafka", "redis");

    private InvalidationRun() {}

    /**
     * Prints a table and writes {@code invalidation.json} beside the program.
     *
     * @throws URISyntaxException never for a program in a file
     */
    public static void main(String[] args) throws URISyntaxException {
        List<String> given = List.of(args);
        Plan plan = given.contains("--quick") ? Plan.QUICK : Plan.WHOLE;
        List<String> wanted = given.stream().anyMatch(ALL::contains) ? given : ALL;
        Report report = new Report(System.out);
        if (wanted.contains("in-process")) {
            report.add(Scenarios.inProcess(plan));
        }
        if (wanted.contains("kafka")) {
            report.add(Scenarios.kafka(plan));
        }
        if (wanted.contains("redis")) {
            report.add(Scenarios.redisStreams(plan));
        }
        report.finish(Program.beside("invalidation.json"));
        System.exit(0); // threads of the clients may linger
    }
}
