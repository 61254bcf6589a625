package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CacheMeterTest {

    @Test
    void noTwoMetersShareNameAndTags() {
        assertThat(Arrays.stream(CacheMeter.values()).map(meter -> meter.meterName() + Arrays.toString(meter.tags())))
                .doesNotHaveDuplicates();
    }

    @Test
    void metersOfOneNameHaveTheSameTagKeys() {
        Map<String, List<String>> keys = new HashMap<>();

        for (CacheMeter meter : CacheMeter.values()) {
            assertThat(keys.computeIfAbsent(meter.meterName(), name -> tagKeys(meter)))
                    .as(meter.name())
                    .isEqualTo(tagKeys(meter));
        }
    }

    @Test
    void tagsComeInPairsAndAsACopy() {
        for (CacheMeter meter : CacheMeter.values()) {
            assertThat(meter.tags().length % 2).as(meter.name()).isZero();
            Arrays.fill(meter.tags(), "changed");
            assertThat(meter.tags()).as(meter.name()).doesNotContain("changed");
        }
    }

    private static List<String> tagKeys(CacheMeter meter) {
        List<String> keys = new ArrayList<>();
        IntStream.range(0, meter.tags().length).filter(i -> i % 2 == 0).forEach(i -> keys.add(meter.tags()[i]));
        return keys;
    }
}
