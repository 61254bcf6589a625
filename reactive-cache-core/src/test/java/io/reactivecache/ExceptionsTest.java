package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.WriteFailedException.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExceptionsTest {

    private static final String SECRET = "iban-DE02120300000000202051";

    @Test
    void aFailedWriteNamesItsStepAndNothingOfItsCause() {
        WriteFailedException failed = new WriteFailedException(Step.TRUTH, true, new IllegalStateException(SECRET));

        assertThat(failed.getMessage())
                .isEqualTo("write: step TRUTH failed with IllegalStateException, the change was announced");
        assertThat(failed.step()).isEqualTo(Step.TRUTH);
        assertThat(failed.announced()).isTrue();
        assertThat(failed).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(new WriteFailedException(Step.ANNOUNCE, false, new RuntimeException(SECRET)))
                .hasMessage(
                        "write: step ANNOUNCE failed with RuntimeException, the change was not acknowledged by the log");
    }

    @Test
    void plainRefusalsCarryNoStackTrace() {
        List<CacheException> refusals = List.of(
                new CacheClosedException("orders"),
                new CacheOverloadedException("loads", 5),
                new CacheOverloadedException("loads", 5, Duration.ofSeconds(1)),
                new InvalidKeyException("null", "not null"),
                new InvalidEntryException("value", "7 bytes", "<= 5 bytes"),
                new LoadTimeoutException(Duration.ofSeconds(2)));

        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(refusal.getStackTrace()).isEmpty())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "cache orders: closed (expected: open)",
                        "loads under way: more than 5 (expected: <= 5)",
                        "loads begun within PT1S: more than 5 (expected: <= 5)",
                        "key: null (expected: not null)",
                        "value: 7 bytes (expected: <= 5 bytes)",
                        "load: not ended in time (expected: <= PT2S)");
    }

    @Test
    void limitsAreFactsAndNotOnlyText() {
        assertThat(new CacheOverloadedException("loads", 5).limit()).isEqualTo(5);
        assertThat(new CacheOverloadedException("loads", 5).period()).isEmpty();
        assertThat(new CacheOverloadedException("loads", 5, Duration.ofSeconds(1)).period())
                .hasValue(Duration.ofSeconds(1));
        assertThat(new LoadTimeoutException(Duration.ofSeconds(2)).limit()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void invalidSettingsAreListedAllTogether() {
        List<String> given = new ArrayList<>(List.of("a: 1 (expected: 2)", "b: 3 (expected: 4)"));
        InvalidConfigException invalid = new InvalidConfigException(given);
        given.clear();

        assertThat(invalid).hasMessage("a: 1 (expected: 2); b: 3 (expected: 4)");
        assertThat(invalid.problems()).containsExactly("a: 1 (expected: 2)", "b: 3 (expected: 4)");
    }

    @Test
    void healthIsUpOnlyIfEveryPartThereIsAnswers() {
        assertThat(health(State.UP, State.NONE).isUp()).isTrue();
        assertThat(health(State.UP, State.UP).isUp()).isTrue();
        assertThat(health(State.UP, State.DOWN).isUp()).isFalse();
        assertThat(health(State.STARTING, State.UP).isUp()).isFalse();
        assertThat(health(State.DOWN, State.NONE).isUp()).isFalse();
        assertThat(health(State.ISOLATED, State.UP).isUp()).isFalse();
    }

    @Test
    void isolationTellsForHowLongAndOfWhichLimit() {
        CacheIsolatedException known =
                new CacheIsolatedException("orders", Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(7)));
        CacheIsolatedException unknown = new CacheIsolatedException("orders", Duration.ofSeconds(5), Optional.empty());

        assertThat(known).hasMessage("cache orders: in touch with the log PT7S ago (expected: < PT5S ago)");
        assertThat(known.staleness()).contains(Duration.ofSeconds(7));
        assertThat(known.maxStaleness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(unknown).hasMessage("cache orders: in touch with the log never (expected: < PT5S ago)");
        assertThat(unknown.staleness()).isEmpty();
    }

    private static CacheHealth health(State log, State remote) {
        return new CacheHealth(log, remote, CacheHealth.State.NONE, Optional.empty(), 0, 0, 0, 0, 0);
    }

    @Test
    void hitRatiosAreZeroBeforeTheFirstRead() {
        assertThat(stats(0, 0).localHitRatio()).isZero();
        assertThat(stats(0, 0).remoteHitRatio()).isZero();
        assertThat(stats(3, 1).localHitRatio()).isEqualTo(0.75);
        assertThat(stats(3, 1).remoteHitRatio()).isEqualTo(0.25);
    }

    private static CacheStats stats(long hits, long misses) {
        return new CacheStats(hits, misses, misses, hits, 0, 0, Timing.NONE, Timing.NONE, Timing.NONE, 0, 0, 0, 0, 0);
    }
}
