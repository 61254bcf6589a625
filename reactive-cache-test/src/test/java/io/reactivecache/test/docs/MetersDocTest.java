package io.reactivecache.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of meters has a row for each that is published, and for no other. */
class MetersDocTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(cache\\.[^`]+)` \\| (\\w+) \\| [^|]{10,} \\|$");

    @Test
    void everyMeterHasItsRow() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(2) + " " + row.group(1))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(published());
    }

    private static List<String> published() {
        return Stream.of(
                        Stream.of(CacheMeter.values())
                                .map(meter -> "counter " + written(meter.meterName(), meter.tags())),
                        Stream.of(CacheGauge.values())
                                .map(gauge -> "gauge " + written(gauge.meterName(), gauge.tags())),
                        Stream.of(CacheTimer.values()).map(timer -> "timer " + timer.meterName()))
                .flatMap(kind -> kind)
                .toList();
    }

    private static String written(String name, String... tags) {
        String pairs = IntStream.range(0, tags.length / 2)
                .mapToObj(pair -> tags[2 * pair] + "=" + tags[2 * pair + 1])
                .collect(Collectors.joining(","));
        return pairs.isEmpty() ? name : name + "{" + pairs + "}";
    }
}
