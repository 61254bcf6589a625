package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistogramTest {

    private static final long HOUR = 3_600_000_000L;

    private final Histogram histogram = new Histogram();

    @Property
    void aQuantileIsTheExactOneOrUpToAnEighthAbove(
            @ForAll @NotEmpty List<@LongRange(max = HOUR) Long> times,
            @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1) double part) {
        Histogram all = new Histogram();
        times.forEach(all::add);
        long exact = exact(times, part);

        assertThat(Histogram.quantile(all.addTo(Histogram.counts()), part)).isBetween(exact, exact + exact / 8);
    }

    private static long exact(List<Long> times, double part) {
        int rank = (int) Math.max(1, Math.ceil(times.size() * part));
        return times.stream().sorted().skip(rank - 1).findFirst().orElseThrow();
    }

    @Test
    void ofNothingEveryQuantileIsZero() {
        assertThat(quantile(0.5)).isZero();
        assertThat(quantile(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "15, 15", "16, 17", "17, 17", "1000, 1023", "3600000000, 3600000000"})
    void aTimeIsKnownToAnEighthOfItself(long micros, long known) {
        histogram.add(micros);

        assertThat(quantile(0.5)).isEqualTo(known);
    }

    @Test
    void whatIsLongerThanAnHourIsAnHour() {
        histogram.add(Long.MAX_VALUE);

        assertThat(quantile(0.99)).isEqualTo(HOUR);
    }

    @Test
    void countsOfSeveralAreAddedUp() {
        Histogram other = new Histogram();
        histogram.add(1);
        other.add(3);
        long[] both = other.addTo(histogram.addTo(Histogram.counts()));

        assertThat(Histogram.quantile(both, 0.5)).isEqualTo(1);
        assertThat(Histogram.quantile(both, 0.51)).isEqualTo(3);
    }

    private long quantile(double part) {
        return Histogram.quantile(histogram.addTo(Histogram.counts()), part);
    }
}
