package io.reactivecache.builder;

import static io.reactivecache.builder.Outage.MAX;
import static io.reactivecache.builder.Outage.MILLI;
import static io.reactivecache.builder.Outage.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** When a node is in touch with the log and when it is not. */
final class BoundedStalenessTest {

    private final Outage outage = new Outage();
    private ToLongFunction<CacheMeter> counts = meter -> 0;
    private ToDoubleFunction<CacheGauge> gauges = gauge -> 0;

    @AfterEach
    void close() {
        outage.close();
    }

    @Test
    void aNodeWhoseProbesSucceedAnswersWhatItHas() {
        ReactiveCache<String, String> cache = loaded();
        outage.pass(Duration.ofMinutes(5));

        assertThat(source(cache)).isEqualTo(Source.LOCAL);
        assertThat(counts.applyAsLong(CacheMeter.ISOLATION)).isZero();
        assertThat(counts.applyAsLong(CacheMeter.PROBE)).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs", "fails", "silent", "another epoch", "more partitions"})
    void aDeadLogIsolatesItExactlyWhenTheBoundIsReached(String way) {
        ReactiveCache<String, String> cache = loaded();
        outage.pass(PROBE.multipliedBy(3));
        die(way);
        outage.pass(MAX.minus(MILLI));
        assertThat(source(cache)).isEqualTo(Source.LOCAL);
        outage.pass(MILLI);

        assertThat(source(cache)).isEqualTo(Source.LOADED);
        assertThat(health(cache).log()).isEqualTo(State.ISOLATED);
    }

    private void die(String way) {
        switch (way) {
            case "hangs" -> outage.hangs();
            case "fails" -> outage.fails();
            case "silent" -> outage.goesSilent();
            case "another epoch" -> outage.log.ending(() -> Mono.just(LogPositions.of(ScriptedLog.EPOCH + 1, 0)));
            default -> outage.log.ending(() -> Mono.just(LogPositions.of(ScriptedLog.EPOCH, 9, -1)));
        }
    }

    /** No timer has run when it wakes. */
    @Test
    void aProcessThatWasStoppedIsIsolatedAtItsFirstReadAfterwards() {
        ReactiveCache<String, String> cache = loaded();
        outage.pass(PROBE);
        outage.scene.clock().advance(Duration.ofSeconds(30));

        assertThat(source(cache)).isEqualTo(Source.LOADED);
    }

    @Test
    void anAnswerThatComesAfterAStopIsOfTheTimeBeforeIt() {
        ReactiveCache<String, String> cache = loaded();
        Sinks.One<LogPositions> answer = Sinks.one();
        outage.log.ending(answer::asMono);
        outage.pass(PROBE);
        outage.scene.clock().advance(MAX);
        answer.tryEmitValue(LogPositions.of(ScriptedLog.EPOCH, 9));

        assertThat(source(cache)).isEqualTo(Source.LOADED);
    }

    @Test
    void theClockThatEndsEntriesDoesNotBoundStaleness() {
        HandClock wall = new HandClock();
        ReactiveCache<String, String> cache = loaded(builder -> builder.clock(wall));
        outage.hangs();
        wall.advance(Duration.ofHours(-1));
        outage.pass(MAX);
        assertThat(source(cache)).isEqualTo(Source.LOADED);
        outage.recovers();
        outage.pass(MAX);
        wall.advance(Duration.ofHours(1));

        assertThat(source(cache)).isEqualTo(Source.LOCAL);
    }

    @Test
    void aProbeThatSucceedsEndsTheIsolationAndWhatWasKeptAnswersAgain() {
        ReactiveCache<String, String> cache = loaded();
        outage.hangs();
        outage.pass(Duration.ofMinutes(1));
        assertThat(health(cache).log()).isEqualTo(State.ISOLATED);
        outage.recovers();
        outage.pass(MAX);

        assertThat(health(cache).log()).isEqualTo(State.UP);
        assertThat(source(cache)).isEqualTo(Source.LOCAL);
        assertThat(outage.scene.loader().begun()).isEqualTo(1);
        assertThat(counts.applyAsLong(CacheMeter.ISOLATION)).isEqualTo(1);
    }

    @Test
    void theEndIsReachedOnlyOnceItsRecordsAreApplied() {
        ReactiveCache<String, String> cache = loaded();
        outage.goesSilent();
        outage.pass(MAX);
        assertThat(source(cache)).isEqualTo(Source.LOADED);
        outage.log.reset(10);
        outage.pass(PROBE);

        assertThat(health(cache).log()).isEqualTo(State.UP);
    }

    @Test
    void aNodeThatLagsByLessThanTheBoundIsNotIsolated() {
        ReactiveCache<String, String> cache = loaded();
        for (int second = 0; second < 30; second++) {
            int now = second;
            outage.endsAt(9 + now);
            if (now > 4) {
                outage.delivers(foreign(9 + now - 4));
            }
            outage.pass(PROBE);
            assertThat(health(cache).log()).as("second %d", now).isNotEqualTo(State.ISOLATED);
        }
        assertThat(outage.log.tails()).hasSize(1);
    }

    @Test
    void anEndOfAnotherEpochIsReachedOnceTheLogBeganAnewWithIt() {
        ReactiveCache<String, String> cache = loaded();
        outage.log.ending(() -> Mono.just(LogPositions.of(ScriptedLog.EPOCH + 1, 0)));
        outage.pass(MAX);
        assertThat(health(cache).log()).isEqualTo(State.ISOLATED);
        outage.delivers(new LogEvent.Reset(LogPositions.of(ScriptedLog.EPOCH + 1, 0)));
        outage.pass(PROBE);

        assertThat(health(cache).log()).isEqualTo(State.UP);
    }

    @Test
    void aTailThatIsSilentWhereItShouldNotBeIsBegunAgainEveryTenSeconds() {
        loaded();
        outage.goesSilent();
        outage.pass(Duration.ofSeconds(9));
        assertThat(outage.log.tails()).hasSize(1);
        outage.pass(Duration.ofSeconds(2));
        assertThat(outage.log.tails()).hasSize(2);
        outage.pass(Duration.ofSeconds(8));
        assertThat(outage.log.tails()).hasSize(2);
        outage.pass(Duration.ofSeconds(3));

        assertThat(outage.log.tails()).hasSize(3);
    }

    @Test
    void oneQuestionIsAskedAtATimeAndGivenUpAfterHalfOfTheBound() {
        loaded();
        outage.hangs();
        outage.pass(PROBE.plus(MAX.dividedBy(2)).minus(MILLI));
        assertThat(outage.log.ends()).isEqualTo(1);
        outage.pass(MILLI);

        assertThat(outage.log.ends()).isEqualTo(2);
        assertThat(counts.applyAsLong(CacheMeter.PROBE_FAILURE)).isEqualTo(1);
    }

    @Test
    void healthAndGaugesTellForHowLongItIsOutOfTouch() {
        ReactiveCache<String, String> cache = loaded();
        outage.pass(PROBE);
        outage.fails();
        outage.pass(MAX.minus(PROBE));
        assertThat(health(cache).staleness()).contains(MAX.minus(PROBE));
        assertThat(gauges.applyAsDouble(CacheGauge.STALENESS)).isEqualTo(4);
        assertThat(gauges.applyAsDouble(CacheGauge.ISOLATED)).isZero();
        outage.pass(PROBE);

        assertThat(gauges.applyAsDouble(CacheGauge.ISOLATED)).isEqualTo(1);
        assertThat(counts.applyAsLong(CacheMeter.ISOLATION)).isEqualTo(1);
    }

    @Test
    void isReadyOnceTheLogHasBegunAndLoadsUntilThen() {
        ReactiveCache<String, String> cache = outage.starting(this::metered);
        Heard<Void> ready = outage.scene.hear(cache.ready());
        outage.scene.load(cache, "key", "early");
        assertThat(source(cache)).isEqualTo(Source.LOADED);
        assertThat(ready.isEmpty()).isFalse();
        assertThat(health(cache))
                .isEqualTo(new CacheHealth(State.STARTING, State.NONE, State.NONE, Optional.empty(), 0, 0, 0, 1, 0));
        assertThat(gauges.applyAsDouble(CacheGauge.STALENESS)).isNaN();
        outage.follow();

        assertThat(ready.isEmpty()).isTrue();
        assertThat(health(cache).log()).isEqualTo(State.UP);
        assertThat(health(cache).staleness()).contains(Duration.ZERO);
    }

    @Test
    void theLagIsWhatIsLeftToApplyAsOfTheLastQuestion() {
        ReactiveCache<String, String> cache = outage.starting(this::metered);
        assertThat(gauges.applyAsDouble(CacheGauge.LAG)).isNaN();
        outage.follow();
        outage.pass(Outage.PROBE);
        assertThat(gauges.applyAsDouble(CacheGauge.LAG)).isZero();
        outage.endsAt(12);
        outage.pass(Outage.PROBE);
        assertThat(gauges.applyAsDouble(CacheGauge.LAG)).isEqualTo(3);
        outage.delivers(foreign(10));

        assertThat(gauges.applyAsDouble(CacheGauge.LAG)).isEqualTo(2);
        assertThat(health(cache).log()).isEqualTo(State.UP);
    }

    @Test
    void aResetThatComesTooLateIsNotEnough() {
        ReactiveCache<String, String> cache = outage.starting(this::metered);
        outage.hangs();
        outage.pass(MAX);
        outage.follow();
        assertThat(health(cache).log()).isEqualTo(State.ISOLATED);
        outage.recovers();
        outage.pass(MAX);

        assertThat(health(cache).log()).isEqualTo(State.UP);
    }

    @Test
    void withALogInTheProcessNothingIsAskedAndNothingIsolates() {
        ReactiveCache<String, String> cache = outage.scene
                .builder()
                .ticker(outage.scene.clock())
                .log(new InProcessInvalidationLog())
                .build();
        outage.scene.load(cache, "key", "value");
        outage.scene.clock().advance(Duration.ofMinutes(9));

        assertThat(source(cache)).isEqualTo(Source.LOCAL);
        assertThat(health(cache).staleness()).contains(Duration.ZERO);
    }

    private ReactiveCache<String, String> loaded() {
        return loaded(builder -> builder);
    }

    private ReactiveCache<String, String> loaded(UnaryOperator<CacheBuilder<String, String>> settings) {
        ReactiveCache<String, String> cache = outage.cache(builder -> settings.apply(metered(builder)));
        outage.scene.load(cache, "key", "value");
        return cache;
    }

    private CacheBuilder<String, String> metered(CacheBuilder<String, String> builder) {
        return builder.metrics((name, meters, measured, timings) -> {
            counts = meters;
            gauges = measured;
            return Disposables.disposed();
        });
    }

    private Source source(ReactiveCache<String, String> cache) {
        Heard<Lookup<String>> heard = outage.scene.hear(cache.lookup("key"));
        Source source =
                heard.values().isEmpty() ? Source.LOADED : heard.values().get(0).source();
        heard.cancel();
        return source;
    }

    private CacheHealth health(ReactiveCache<String, String> cache) {
        Heard<CacheHealth> heard = outage.scene.hear(cache.health());
        if (heard.values().isEmpty()) {
            outage.pass(Duration.ofSeconds(1));
        }
        return heard.values().get(0);
    }

    private static LogEvent foreign(long offset) {
        byte[] record = ChangeFormat.encode(new Change.OfKey("others", "key", new Token(1, offset)));
        return new LogEvent.Appended(new Position(ScriptedLog.EPOCH, 0, offset), record);
    }
}
