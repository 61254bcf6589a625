package io.reactivecache.guava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class BloomKeyFilterTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int EXPECTED = 10_000;

    private final BloomKeyFilter filter = BloomKeyFilter.of(EXPECTED, 0.01);

    @Test
    void holdsEveryKeyThatWasAdded() {
        add("k", EXPECTED);

        assertThat(held("k")).isEqualTo(EXPECTED);
    }

    @Test
    void holdsFewKeysThatWereNot() {
        add("k", EXPECTED);

        assertThat(held("x")).isLessThan(EXPECTED * 2 / 100);
        assertThat(filter.expectedFpp()).isCloseTo(0.01, within(0.003));
        assertThat(filter.approximateCount()).isBetween(EXPECTED * 98L / 100, EXPECTED * 102L / 100);
    }

    @Test
    void withMoreKeysThanExpectedItForgetsNoneOfThem() {
        add("k", EXPECTED * 4);

        assertThat(held("k")).isEqualTo(EXPECTED);
        assertThat(filter.expectedFpp()).isGreaterThan(0.1);
    }

    @Test
    void holdsNothingOnceItIsCleared() {
        add("k", EXPECTED);
        StepVerifier.create(filter.clear()).expectComplete().verify(LONG);

        assertThat(held("k")).isZero();
        assertThat(filter.approximateCount()).isZero();
        assertThat(filter.expectedFpp()).isZero();
    }

    @Test
    void nothingHappensBeforeTheSubscription() {
        Mono<Void> add = filter.add(List.of("k"));
        assertThat(filter.approximateCount()).isZero();
        StepVerifier.create(add).expectComplete().verify(LONG);
        Mono<Void> clear = filter.clear();

        assertThat(filter.approximateCount()).isEqualTo(1);
        StepVerifier.create(clear).expectComplete().verify(LONG);
        assertThat(filter.approximateCount()).isZero();
    }

    @Test
    void manyThreadsAddWithoutLosingAKey() {
        try (Race race = new Race(4)) {
            race.run(runner -> {
                for (int i = 0; i < EXPECTED / 4; i++) {
                    filter.add(List.of("k" + (i * 4 + runner))).subscribe();
                }
            });
        }

        assertThat(held("k")).isEqualTo(EXPECTED);
    }

    @Test
    void whatCannotWorkIsRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> BloomKeyFilter.of(0, 0))
                .withMessage("expectedKeys: 0 (expected: 1 to 1000000000); "
                        + "falsePositiveRate: 0.0 (expected: 0.000001 to 0.5)");
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> BloomKeyFilter.of(1, Double.NaN))
                .withMessage("falsePositiveRate: NaN (expected: 0.000001 to 0.5)");
        assertThatExceptionOfType(InvalidConfigException.class).isThrownBy(() -> BloomKeyFilter.of(1, 0.51));
        assertThatNullPointerException().isThrownBy(() -> filter.mightContain(null));
        assertThatNullPointerException().isThrownBy(() -> filter.add(null));
    }

    private void add(String prefix, int keys) {
        List<String> added = IntStream.range(0, keys).mapToObj(i -> prefix + i).toList();
        StepVerifier.create(filter.add(added)).expectComplete().verify(LONG);
    }

    private long held(String prefix) {
        return IntStream.range(0, EXPECTED)
                .filter(i -> Boolean.TRUE.equals(filter.mightContain(prefix + i).block(LONG)))
                .count();
    }
}
