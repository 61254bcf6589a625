package io.reactivecache.samples.benchmarks.invalidation;

import java.util.List;
import java.util.Optional;

/**
 * The nodes beside the plain clients of the same server.
 *
 * @param log what carried the changes
 * @param sustained the highest rate the nodes sustained; 0 if they sustained none
 * @param plainSustained the highest rate the plain clients sustained; 0 if they sustained none
 * @param comparedAt the highest rate that both sustained
 * @param p50 how much longer half of the changes took over the nodes at that rate
 * @param p99 how much longer 99 of 100 took
 */
public record Ratios(String log, int sustained, int plainSustained, int comparedAt, double p50, double p99) {

    /** Of the figures of one log; empty if there is no rate that both sustained, or nobody beside the nodes. */
    static Optional<Ratios> of(List<Figures> figures) {
        String nodes = figures.get(0).contender();
        int ours = highest(
                figures.stream().filter(row -> row.contender().equals(nodes)).toList());
        int plain = highest(
                figures.stream().filter(row -> !row.contender().equals(nodes)).toList());
        int common = Math.min(ours, plain);
        return figures.stream()
                .filter(row -> row.rate() == common && row.contender().equals(nodes))
                .findFirst()
                .map(row -> of(row, figures, ours, plain));
    }

    private static int highest(List<Figures> figures) {
        return figures.stream()
                .filter(Figures::sustained)
                .mapToInt(Figures::rate)
                .max()
                .orElse(0);
    }

    private static Ratios of(Figures row, List<Figures> figures, int ours, int plain) {
        Figures beside = figures.stream()
                .filter(other ->
                        other.rate() == row.rate() && !other.contender().equals(row.contender()))
                .findFirst()
                .orElseThrow();
        return new Ratios(row.log(), ours, plain, row.rate(), row.p50() / beside.p50(), row.p99() / beside.p99());
    }
}
