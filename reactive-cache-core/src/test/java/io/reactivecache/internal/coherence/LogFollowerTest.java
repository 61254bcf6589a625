package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.internal.entry.Isolation.State;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

final class LogFollowerTest {

    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedLog log = new ScriptedLog();
    private final CacheConfig config = new CacheConfigBuilder("orders")
            .log(log -> log.reconnectBackoff(BACKOFF))
            .build();
    private final Counters counters = new Counters();
    private final AppliedPositions positions = new AppliedPositions();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Sinks.Empty<Void>> done = new AtomicReference<>(Sinks.empty());
    private Isolation isolation;
    private LogFollower follower;
    private Disposable following;

    @BeforeEach
    void follow() {
        HandClock clock = new HandClock();
        Markers markers = new Markers(100, false, counters);
        RecordApplier<String, String> applier = new RecordApplier<>(
                config,
                new KeySpace<>("orders", KeyCodecs.strings(), 1_024),
                new LocalTier<>(
                        config,
                        value -> 1,
                        markers,
                        key -> key,
                        clock,
                        counters,
                        new CacheEvents<>(counters, Schedulers.parallel())),
                RecentChanges.NONE,
                markers,
                new Fences(1, clock),
                Unsettled.NONE,
                new PendingPuts<>(false),
                positions,
                KeyWatch.NONE,
                new Lifetimes(config, clock, () -> 0),
                counters,
                new CacheEvents<>(counters, Schedulers.parallel()),
                heartbeat -> {},
                (key, token) -> {});
        isolation = Isolation.after(config, clock, clock, counters);
        Mono<Void> first = Mono.defer(() -> done.get().asMono());
        follower = new LogFollower(log, positions, applier, isolation, first, config, time, counters);
        following = follower.follow().doOnTerminate(() -> ended.set(true)).subscribe();
    }

    @AfterEach
    void stop() {
        following.dispose();
        time.dispose();
    }

    @Test
    void beginsWithoutPositionsAndAppliesWhatComes() {
        append("a");
        log.reset(-1);
        log.deliver(0);

        assertThat(log.tails()).containsExactly(Optional.empty());
        assertThat(positions.resumeFrom()).contains(at(0));
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isEqualTo(1);
        assertThat(counters.get(CacheMeter.LOG_RECONNECT)).isZero();
    }

    @Test
    void afterAnErrorItGoesOnFromTheAppliedPositionsOnceThePauseIsOver() {
        append("a");
        log.reset(-1);
        log.deliver(0);
        log.fail(new IllegalStateException("lost"));

        assertThat(log.tails()).hasSize(1);
        time.advanceTimeBy(BACKOFF.multipliedBy(2));
        assertThat(log.tails()).containsExactly(Optional.empty(), Optional.of(at(0)));
        assertThat(counters.get(CacheMeter.LOG_RECONNECT)).isEqualTo(1);
    }

    @Test
    void isStartingUntilWhatComesFirstIsDoneAndAgainAfterEachReset() {
        log.reset(-1);
        assertThat(isolation.state()).isEqualTo(State.STARTING);
        done.get().tryEmitEmpty();
        assertThat(isolation.state()).isEqualTo(State.FOLLOWING);
        done.set(Sinks.empty());
        log.reset(5);
        assertThat(isolation.state()).isEqualTo(State.STARTING);
        isolation.current(isolation.now());
        assertThat(isolation.state()).isEqualTo(State.STARTING);
        done.get().tryEmitEmpty();

        assertThat(isolation.state()).isEqualTo(State.FOLLOWING);
    }

    /** Its records may be applied while it is done, and the tail may break. */
    @Test
    void whatComesFirstGoesOnThoughTheTailIsLost() {
        log.reset(-1);
        log.fail(new IllegalStateException("lost"));
        time.advanceTimeBy(BACKOFF.multipliedBy(2));
        assertThat(log.tails()).hasSize(2);
        done.get().tryEmitEmpty();

        assertThat(isolation.state()).isEqualTo(State.FOLLOWING);
    }

    @Test
    void aTailThatIsSilentIsBegunAgainWhereItWas() {
        log.reset(3);
        follower.tailAnew();
        assertThat(log.followers()).isZero();
        time.advanceTimeBy(BACKOFF.multipliedBy(2));

        assertThat(log.tails()).containsExactly(Optional.empty(), Optional.of(at(3)));
        assertThat(log.followers()).isEqualTo(1);
    }

    @Test
    void aTailThatCompletesIsBegunAgain() {
        log.reset(3);
        log.complete();
        time.advanceTimeBy(BACKOFF.multipliedBy(2));

        assertThat(log.tails()).containsExactly(Optional.empty(), Optional.of(at(3)));
        assertThat(ended).isFalse();
        assertThat(counters.get(CacheMeter.LOG_RECONNECT)).isEqualTo(1);
    }

    @Test
    void pausesGrowToTheLongestOneAndNeverEnd() {
        log.reset(-1);
        int before = 0;
        for (int i = 0; i < 100; i++) {
            log.fail(new IllegalStateException("lost"));
            time.advanceTimeBy(BACKOFF.multipliedBy(2));
            assertThat(log.tails()).hasSizeGreaterThan(before);
            before = log.tails().size();
        }

        assertThat(log.tails()).hasSize(101);
        assertThat(ended).isFalse();
    }

    @Test
    void manyFailuresInARowDoNotBecomeAStorm() {
        log.reset(-1);
        for (int i = 0; i < 20; i++) {
            log.fail(new IllegalStateException("lost"));
            time.advanceTimeBy(BACKOFF.multipliedBy(2));
        }
        log.fail(new IllegalStateException("lost"));
        int tails = log.tails().size();
        time.advanceTimeBy(Duration.ofMillis(400));

        assertThat(log.tails()).hasSize(tails);
    }

    @Test
    void whatItHearsMakesTheNextPauseShortAgain() {
        log.reset(-1);
        for (int i = 0; i < 20; i++) {
            log.fail(new IllegalStateException("lost"));
            time.advanceTimeBy(BACKOFF.multipliedBy(2));
        }
        log.reset(0);
        log.fail(new IllegalStateException("lost"));
        int tails = log.tails().size();
        time.advanceTimeBy(Duration.ofMillis(100));

        assertThat(log.tails()).hasSize(tails + 1);
    }

    @Test
    void stoppingItReleasesTheLog() {
        log.reset(-1);
        assertThat(log.isFollowed()).isTrue();
        following.dispose();

        assertThat(log.isFollowed()).isFalse();
    }

    @Test
    void stoppingItDuringAPauseBeginsNoOtherTail() {
        log.fail(new IllegalStateException("lost"));
        following.dispose();
        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(log.tails()).hasSize(1);
    }

    private void append(String key) {
        log.append(0, ChangeFormat.encode(new Change.OfKey("orders", key, new Token(9, 1))))
                .subscribe();
    }

    private static LogPositions at(long offset) {
        return LogPositions.of(ScriptedLog.EPOCH, offset);
    }
}
