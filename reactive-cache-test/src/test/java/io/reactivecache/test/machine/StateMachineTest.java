package io.reactivecache.test.machine;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever is done to a cache, in whatever order and with whatever features: it answers what its model does. */
final class StateMachineTest {

    private static final int OPERATIONS = 40;
    private static final double LEAST_PERCENT = 10;
    private static final Arbitrary<Duration> TIMES = Arbitraries.of(1, 4, 7).map(Duration::ofSeconds);

    /** The same chains in each build. */
    @Property(tries = 5_000, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void answersWhatItsModelDoes(@ForAll("chains") ActionChain<Machine> chain) {
        holds(chain);
    }

    /** Others each time, and many more. */
    @Tag("soak")
    @Property(tries = 500_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void answersWhatItsModelDoesForLong(@ForAll("chains") ActionChain<Machine> chain) {
        holds(chain);
    }

    private static void holds(ActionChain<Machine> chain) {
        Machine machine = chain.run();
        machine.end();
        List.of(Feature.values()).forEach(feature -> count(feature, machine.features.has(feature)));
    }

    /** Each feature is tried often enough, and left out often enough. */
    private static void count(Feature feature, boolean present) {
        Statistics.label(feature.name()).collect(present).coverage(all -> {
            all.check(true).percentage(part -> part >= LEAST_PERCENT);
            all.check(false).percentage(part -> part >= LEAST_PERCENT);
        });
    }

    @Provide
    Arbitrary<ActionChain<Machine>> chains() {
        return Arbitraries.of(true, false)
                .list()
                .ofSize(Feature.values().length)
                .map(StateMachineTest::features)
                .flatMap(StateMachineTest::chain);
    }

    private static Features features(List<Boolean> chosen) {
        Feature[] each = Feature.values();
        return new Features(IntStream.range(0, each.length)
                .filter(chosen::get)
                .mapToObj(i -> each[i])
                .collect(Collectors.toSet()));
    }

    private static Arbitrary<ActionChain<Machine>> chain(Features features) {
        ActionChainArbitrary<Machine> chain = ActionChain.startWith(() -> new Machine(features));
        for (Action<Machine> action : actions()) {
            chain = chain.withAction(action);
        }
        return chain.withMaxTransformations(OPERATIONS);
    }

    private static List<Action<Machine>> actions() {
        Action<Machine> time = Actions.of("pass", TIMES, Machine::pass);
        return Stream.of(
                        Reads.actions(),
                        Writes.actions(),
                        Invalidations.actions(),
                        Commits.actions(),
                        List.of(time, time, time))
                .flatMap(List::stream)
                .toList();
    }
}
