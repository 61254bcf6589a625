package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.LoadResult.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LoadResultTest {

    private static final LoadResult<String> VALUE = LoadResult.of("value");

    @Test
    void saysNothingButTheValueUnlessToldMore() {
        assertThat(VALUE)
                .isEqualTo(new LoadResult<>(
                        Kind.VALUE,
                        Optional.of("value"),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        false));
        assertThat(LoadResult.absent().kind()).isEqualTo(Kind.ABSENT);
        assertThat(LoadResult.notModified().kind()).isEqualTo(Kind.NOT_MODIFIED);
    }

    @Test
    void eachSettingGivesACopyThatKeepsTheOthers() {
        LoadResult<String> all = VALUE.localTtl(Duration.ofSeconds(1))
                .remoteTtl(Duration.ofSeconds(2))
                .tags(List.of("a", "b", "a"))
                .validator("v1")
                .keptLocally();

        assertThat(all)
                .isEqualTo(new LoadResult<>(
                        Kind.VALUE,
                        Optional.of("value"),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Set.of("a", "b"),
                        Optional.of("v1"),
                        true));
        assertThat(VALUE.ttl(Duration.ZERO).localTtl()).contains(Duration.ZERO);
        assertThat(VALUE.ttl(Duration.ZERO).remoteTtl()).contains(Duration.ZERO);
        assertThat(VALUE).isEqualTo(LoadResult.of("value"));
    }

    @Test
    void aTtlIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VALUE.localTtl(Duration.ofMillis(-1)))
                .withMessage("localTtl: PT-0.001S (expected: >= 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VALUE.remoteTtl(Duration.ofMillis(-1)))
                .withMessage("remoteTtl: PT-0.001S (expected: >= 0)");
    }

    @Test
    void aTtlIsAtMostAHundredYears() {
        Duration longest = Duration.ofDays(36_500);

        assertThat(VALUE.ttl(longest).localTtl()).contains(longest);
        Stream.of(longest.plusNanos(1), ChronoUnit.FOREVER.getDuration()).forEach(ttl -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VALUE.localTtl(ttl))
                    .withMessage("localTtl: " + ttl + " (expected: <= PT876000H)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VALUE.remoteTtl(ttl))
                    .withMessage("remoteTtl: " + ttl + " (expected: <= PT876000H)");
        });
    }

    @Test
    void tagsAndValidatorAreLimited() {
        assertThat(VALUE.tags(tags(64)).tags()).hasSize(64);
        assertThat(VALUE.tags(Set.of("t".repeat(255))).tags()).hasSize(1);
        assertThat(VALUE.validator("v".repeat(1_024)).validator()).isPresent();
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> VALUE.tags(tags(65)))
                .withMessage("tags: 65 (expected: <= 64)");
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> VALUE.tags(Collections.singleton("\u00fc".repeat(128))))
                .withMessage("tag: 256 bytes (expected: <= 255 bytes)");
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> VALUE.validator("\u00fc".repeat(513)))
                .withMessage("validator: 1026 bytes (expected: <= 1024 bytes)");
    }

    @Test
    void thereIsAValueIfTheKindSaysSoAndOnlyThen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(Kind.VALUE, Optional.empty()))
                .withMessage("value: absent (expected: present)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(Kind.ABSENT, Optional.of("value")))
                .withMessage("value: present (expected: absent)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(Kind.NOT_MODIFIED, Optional.of("value")))
                .withMessage("value: present (expected: absent)");
    }

    @Test
    @SuppressWarnings("NullAway") // what is refused
    void nothingIsNull() {
        assertThatNullPointerException().isThrownBy(() -> LoadResult.of(null));
        assertThatNullPointerException().isThrownBy(() -> VALUE.localTtl(null));
        assertThatNullPointerException().isThrownBy(() -> VALUE.tags(null));
        assertThatNullPointerException().isThrownBy(() -> VALUE.validator(null));
    }

    private static LoadResult<String> made(Kind kind, Optional<String> value) {
        return new LoadResult<>(kind, value, Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), false);
    }

    private static Set<String> tags(int number) {
        return IntStream.range(0, number).mapToObj(tag -> "tag" + tag).collect(Collectors.toSet());
    }
}
