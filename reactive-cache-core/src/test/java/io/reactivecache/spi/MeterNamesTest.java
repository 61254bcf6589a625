package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of everything that is published of a cache, of whatever kind. */
final class MeterNamesTest {

    private record Published(String constant, Class<?> kind, String name, Supplier<String[]> tags) {

        List<String> tagKeys() {
            return IntStream.range(0, tags.get().length)
                    .filter(i -> i % 2 == 0)
                    .mapToObj(i -> tags.get()[i])
                    .toList();
        }
    }

    private static final List<Published> ALL = Stream.of(
                    Stream.of(CacheMeter.values())
                            .map(meter ->
                                    new Published(meter.name(), CacheMeter.class, meter.meterName(), meter::tags)),
                    Stream.of(CacheGauge.values())
                            .map(gauge ->
                                    new Published(gauge.name(), CacheGauge.class, gauge.meterName(), gauge::tags)),
                    Stream.of(CacheTimer.values())
                            .map(timer -> new Published(
                                    timer.name(), CacheTimer.class, timer.meterName(), () -> new String[0])))
            .flatMap(kind -> kind)
            .toList();

    @Test
    void noTwoShareNameAndTags() {
        assertThat(ALL.stream().map(one -> one.name + Arrays.toString(one.tags.get())))
                .doesNotHaveDuplicates();
    }

    /** What adds up a name finds all of it by the same tags; there are registries that take no others. */
    @Test
    void thoseOfOneNameHaveTheSameTagKeys() {
        Map<String, List<String>> keys = new HashMap<>();

        assertThat(ALL)
                .allSatisfy(one -> assertThat(keys.computeIfAbsent(one.name, name -> one.tagKeys()))
                        .isEqualTo(one.tagKeys()));
    }

    @Test
    void noNameIsOfTwoKinds() {
        Map<String, Class<?>> kinds = new HashMap<>();

        assertThat(ALL)
                .allSatisfy(one -> assertThat(kinds.computeIfAbsent(one.name, name -> one.kind))
                        .isEqualTo(one.kind));
    }

    @Test
    void everyTagIsOneOfAFewThatAreKnown() {
        assertThat(ALL).allSatisfy(one -> {
            assertThat(one.name).matches("cache(\\.[a-z]+)+");
            assertThat(one.tagKeys()).isSubsetOf("tier", "result", "cause", "state");
        });
    }

    @Test
    void tagsComeInPairsAndAsACopy() {
        ALL.forEach(one -> Arrays.fill(one.tags.get(), "changed"));

        assertThat(ALL).allSatisfy(one -> {
            assertThat(one.tags.get().length % 2).isZero();
            assertThat(one.tags.get()).doesNotContain("changed");
        });
    }
}
