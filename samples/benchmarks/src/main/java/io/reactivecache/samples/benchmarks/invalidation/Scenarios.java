package io.reactivecache.samples.benchmarks.invalidation;

import io.reactivecache.spi.InProcessInvalidationLog;
import java.util.List;

/** What is measured over each log. */
public final class Scenarios {

    private Scenarios() {}

    /** Five nodes in one process at a hundred thousand changes a second. */
    public static List<Figures> inProcess(Plan plan) {
        InProcessInvalidationLog log = new InProcessInvalidationLog();
        try (Contender nodes = new CacheNodes(node -> log, 1, () -> {})) {
            Trial.run("in process", nodes, Plan.IN_PROCESS_RATE, plan.warmUp());
            return List.of(Trial.run("in process", nodes, Plan.IN_PROCESS_RATE, plan.inProcess()));
        }
    }

    /** Five nodes, each with its own clients of one broker, beside plain clients of the same broker. */
    public static List<Figures> kafka(Plan plan) {
        return figures(plan, Contest.kafka());
    }

    /** Five nodes, each with its own connections to one Redis, beside plain connections to the same one. */
    public static List<Figures> redisStreams(Plan plan) {
        return figures(plan, Contest.redisStreams());
    }

    private static List<Figures> figures(Plan plan, Contest begun) {
        try (Contest contest = begun) {
            return new Comparison(contest.log(), plan, List.of(contest.nodes(), contest.plain())).run();
        }
    }
}
