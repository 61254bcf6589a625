package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.ReadOptions.Use;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReadOptionsTest {

    private static final ReadOptions NONE = ReadOptions.none();
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Test
    void eachSettingGivesACopyThatKeepsTheOthers() {
        Position position = new Position(1, 2, 3);
        ReadOptions all = NONE.skipRemote()
                .ttl(Duration.ofSeconds(1))
                .staleIfError(Duration.ofSeconds(2))
                .timeout(Duration.ofSeconds(3))
                .notBefore(position, Duration.ofSeconds(4))
                .refresh();

        assertThat(all)
                .isEqualTo(new ReadOptions(
                        Use.REFRESH,
                        true,
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(position),
                        Duration.ofSeconds(4)));
        assertThat(NONE.use()).isEqualTo(Use.ALL);
        assertThat(NONE.remoteSkipped()).isFalse();
        assertThat(ReadOptions.none()).isSameAs(NONE);
    }

    @Test
    void theWayOfReadingIsTheOneNamedLast() {
        assertThat(NONE.refresh().skipLocal().use()).isEqualTo(Use.SKIP_LOCAL);
        assertThat(NONE.skipLocal().localOnly().use()).isEqualTo(Use.LOCAL_ONLY);
        assertThat(NONE.localOnly().remoteOnly().use()).isEqualTo(Use.REMOTE_ONLY);
    }

    @Test
    void ttlAndTimeoutAreAboveZeroAndStaleIfErrorMayBeZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.ttl(Duration.ZERO))
                .withMessage("ttl: PT0S (expected: > 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.timeout(Duration.ofMillis(-1)))
                .withMessage("timeout: PT-0.001S (expected: > 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.staleIfError(Duration.ofMillis(-1)))
                .withMessage("staleIfError: PT-0.001S (expected: >= 0)");
        assertThat(NONE.staleIfError(Duration.ZERO).staleIfError()).contains(Duration.ZERO);
    }

    @Test
    void timesAreAtMostAHundredYears() {
        Duration forever = ChronoUnit.FOREVER.getDuration();

        assertThat(NONE.ttl(LONGEST).staleIfError(LONGEST).timeout(LONGEST).ttl())
                .contains(LONGEST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.ttl(LONGEST.plusNanos(1)))
                .withMessage("ttl: PT876000H0.000000001S (expected: <= PT876000H)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.staleIfError(forever))
                .withMessage("staleIfError: " + forever + " (expected: <= PT876000H)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.timeout(forever))
                .withMessage("timeout: " + forever + " (expected: <= PT876000H)");
    }
}
