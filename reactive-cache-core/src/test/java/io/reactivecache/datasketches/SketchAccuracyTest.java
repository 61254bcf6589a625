package io.reactivecache.datasketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.spi.HotKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the sketch finds against what was really read. */
final class SketchAccuracyTest {

    private static final String TRACE = "replay.trace";

    private final SketchHotKeys<Long> keys =
            SketchHotKeys.<Long>builder(new HandClock()).build();
    private final Map<Long, Long> exact = new HashMap<>();

    @Test
    void theTenMostReadOfAZipfStreamAreFoundInTheirOrder() {
        Zipf zipf = new Zipf(100_000, 1.0, new SplittableRandom(3));
        for (int i = 0; i < 500_000; i++) {
            read(zipf.next());
        }

        assertThat(found(10)).isEqualTo(mostRead(10));
        assertThat(hot(10)).isEqualTo(mostRead(hot(10).size())).hasSizeBetween(5, 8);
    }

    @Test
    void noKeyIsSaidToBeReadMoreOftenThanItWasNorMuchLess() {
        Zipf zipf = new Zipf(100_000, 0.8, new SplittableRandom(4));
        for (int i = 0; i < 300_000; i++) {
            read(zipf.next());
        }
        long error = Math.round(3.5 / 1_024 * 300_000);

        assertThat(keys.top(1_000))
                .isNotEmpty()
                .allSatisfy(
                        key -> assertThat(key.reads()).isBetween(exact.get(key.key()) - error, exact.get(key.key())));
    }

    /** The accesses of a real site, one decimal id per line in gzip: the file that -Dreplay.trace names, if it does. */
    @Test
    void theTwentyMostReadOfARealTraceAreFound() throws IOException {
        Path trace = Path.of(System.getProperty(TRACE, ""));
        assumeThat(trace).as("skipped: no -D" + TRACE).isRegularFile();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(trace)), StandardCharsets.US_ASCII))) {
            lines.lines().mapToLong(Long::parseLong).forEach(this::read);
        }

        assertThat(found(20)).containsExactlyInAnyOrderElementsOf(mostRead(20));
    }

    private void read(long key) {
        keys.record(key, 1);
        exact.merge(key, 1L, Long::sum);
    }

    private List<Long> found(int n) {
        return keys.top(n).stream().map(HotKey::key).toList();
    }

    private List<Long> hot(int n) {
        return found(n).stream().filter(keys::isHot).toList();
    }

    private List<Long> mostRead(int n) {
        return exact.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(n)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Draws 1, 2, 3 … with probabilities proportional to 1, 1/2^s, 1/3^s … */
    private static final class Zipf {

        private final double[] cumulative;
        private final SplittableRandom random;

        Zipf(int keys, double exponent, SplittableRandom random) {
            this.cumulative = IntStream.rangeClosed(1, keys)
                    .mapToDouble(rank -> Math.pow(rank, -exponent))
                    .toArray();
            Arrays.parallelPrefix(cumulative, Double::sum);
            this.random = random;
        }

        long next() {
            double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
            int index = Arrays.binarySearch(cumulative, drawn);
            return 1 + (index >= 0 ? index : -index - 1);
        }
    }
}
