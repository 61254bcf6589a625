package io.reactivecache.samples.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one scenario.
 *
 * @param unit what the figures count
 * @param ours of the cache; null if it was not measured
 * @param raw of the library underneath; null if there is nothing to compare with
 * @param peers of the other caches, by name
 * @param ratioToRaw ours divided by raw
 * @param ratioToBestPeer ours divided by the best of the peers
 * @param bytesPerOp what the cache allocates for each operation; null if that was not measured
 * @param notes what a reader of the figures has to know
 */
record Row(
        String scenario,
        String unit,
        @Nullable Double ours,
        @Nullable Double raw,
        Map<String, Double> peers,
        @Nullable Double ratioToRaw,
        @Nullable Double ratioToBestPeer,
        @Nullable Double bytesPerOp,
        List<String> notes) {

    static Row of(String scenario, Unit unit, List<Figure> figures, List<String> notes) {
        Double ours = only(figures, Role.OURS);
        Double raw = only(figures, Role.RAW);
        Map<String, Double> peers = new LinkedHashMap<>();
        figures.stream()
                .filter(figure -> figure.role() == Role.PEER)
                .forEach(figure -> peers.put(figure.contender(), rounded(figure.value())));
        OptionalDouble best = peers.values().stream().mapToDouble(peer -> peer).reduce(unit::best);
        return new Row(
                scenario,
                unit.symbol,
                ours,
                raw,
                peers,
                ratio(ours, raw),
                ratio(ours, best.isPresent() ? best.getAsDouble() : null),
                bytes(figures),
                notes);
    }

    /** One of which nothing was measured. */
    static Row missing(String scenario, String reason) {
        return new Row(scenario, "", null, null, Map.of(), null, null, null, List.of(reason));
    }

    private static @Nullable Double only(List<Figure> figures, Role role) {
        return figures.stream()
                .filter(figure -> figure.role() == role)
                .map(figure -> rounded(figure.value()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double bytes(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.role() == Role.OURS && !Double.isNaN(figure.bytes()))
                .map(figure -> rounded(figure.bytes()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double ratio(@Nullable Double ours, @Nullable Double other) {
        return ours == null || other == null || other == 0 ? null : rounded(ours / other);
    }

    /** Three digits behind the point are more than any of it is exact to. */
    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
