package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Position;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@NatsTest
class NatsLogFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PAYLOAD = {1};

    private final NatsServer nats;
    private final String name = StreamAdmin.newName();

    NatsLogFaultsTest(NatsServer nats) {
        this.nats = nats;
    }

    private NatsJetStreamLogBuilder settings() {
        return NatsJetStreamLog.builder().servers(nats.uri()).name(name).partitions(4);
    }

    @Test
    void everyAcknowledgedRecordIsSeenAlthoughTheServerWasKilledMeanwhile() {
        withLog(settings().build(), log -> {
            LogPositions start = log.end().block();
            Set<Position> acknowledged = ConcurrentHashMap.newKeySet();
            AtomicInteger failed = new AtomicInteger();
            Mono<Void> appends = Flux.range(0, 1_000)
                    .flatMap(
                            i -> log.append(i % 4, PAYLOAD)
                                    .doOnNext(acknowledged::add)
                                    .doOnError(error -> failed.incrementAndGet())
                                    .onErrorComplete(),
                            50)
                    .then();
            Mono<Void> fault = Mono.<Void>fromRunnable(() -> {
                        Eventually.within(LIMIT).holds("some appended", () -> acknowledged.size() > 100);
                        nats.kill();
                        nats.start();
                    })
                    .subscribeOn(Schedulers.boundedElastic());
            Mono.when(appends, fault).block(LIMIT);

            assertThat(acknowledged.size() + failed.get()).isEqualTo(1_000);
            assertThat(acknowledged).hasSizeGreaterThan(100);
            assertThat(acknowledged).extracting(Position::epoch).containsOnly(start.epoch());
            assertThat(seenAfter(log, start, acknowledged)).containsAll(acknowledged);
        });
    }

    @Test
    void anAppendWaitsOutARestart() {
        withLog(settings().build(), log -> {
            log.append(0, PAYLOAD).block();
            nats.kill();
            Mono<Position> waiting = started(log.append(0, PAYLOAD));
            nats.start();

            assertThat(waiting.block(LIMIT).offset()).isPositive();
        });
    }

    @Test
    void aTailThatIsResumedAfterARestartMissesNothing() {
        withLog(settings().build(), log -> {
            LogPositions start = log.end().block(LIMIT);
            TailRecorder tail = TailRecorder.of(log, Optional.of(start));
            Position before = log.append(0, PAYLOAD).block(LIMIT);
            tail.await(1);
            nats.kill();
            assertThatThrownBy(() -> tail.await(2)).hasMessageContaining("tail: ended");
            nats.start();
            Position after = log.append(0, PAYLOAD).block(LIMIT);

            LogPositions reached = LogPositions.of(start.epoch(), before.offset(), -1, -1, -1);
            TailRecorder resumed = TailRecorder.of(log, Optional.of(reached)).await(1);
            assertThat(resumed.records()).extracting(Appended::position).containsExactly(after);
        });
    }

    @Test
    void aPausedServerFailsAppendsInTimeAndAResumedOneTakesThemAgain() {
        withLog(settings().appendTimeout(Duration.ofSeconds(2)).build(), log -> {
            log.append(0, PAYLOAD).block(LIMIT);
            nats.pause();
            StepVerifier.create(log.append(0, PAYLOAD))
                    .expectError(TimeoutException.class)
                    .verify(Duration.ofSeconds(5));
            nats.resume();

            assertAppends(log);
        });
    }

    @Test
    void aTailOfAPausedServerEndsInTimeAndMissesNothingWhenItIsResumed() {
        withLog(settings().build(), log -> {
            LogPositions start = log.end().block(LIMIT);
            TailRecorder tail = TailRecorder.of(log, Optional.of(start));
            nats.pause();
            assertThatThrownBy(() -> tail.await(1)).hasMessageContaining("tail: ended");
            nats.resume();
            Position after = log.append(0, PAYLOAD).block(LIMIT);

            assertThat(seenAfter(log, start, Set.of(after))).contains(after);
        });
    }

    @Test
    void aLinkOnWhichNothingPassesIsGivenUpAndAnotherOneMade() {
        try (FaultyProxy proxy = FaultyProxy.to("localhost", nats.port())) {
            NatsJetStreamLogBuilder settings = settings().servers("nats://localhost:" + proxy.port());
            withLog(settings.build(), log -> {
                TailRecorder tail = TailRecorder.of(log, Optional.of(log.end().block(LIMIT)));
                proxy.blackHole();
                assertThatThrownBy(() -> tail.await(1)).hasMessageContaining("tail: ended");
                proxy.heal();

                assertAppends(log);
            });
        }
    }

    private static void assertAppends(NatsJetStreamLog log) {
        Eventually.within(LIMIT)
                .holds("append", () -> log.append(0, PAYLOAD).onErrorComplete().block(LIMIT) != null);
    }

    @Test
    void aServerThatIsAbsentAtTheStartIsUsedOnceItIsThere() {
        try (NatsServer late = NatsServer.builder().build()) {
            NatsJetStreamLogBuilder settings = settings().servers(late.uri()).appendTimeout(Duration.ofSeconds(3));
            withLog(settings.build(), log -> {
                assertThatThrownBy(() -> log.append(0, PAYLOAD).block(LIMIT)).isNotNull();
                assertThatThrownBy(() -> log.tail(Optional.empty()).blockFirst(LIMIT))
                        .isNotNull();
                assertThatThrownBy(() -> log.end().block(LIMIT)).isNotNull();
                late.start();

                Position position = log.append(0, PAYLOAD).block(LIMIT);
                assertThat(log.end().block(LIMIT).position(0)).isEqualTo(position);
                assertThat(log.tail(Optional.empty()).blockFirst(LIMIT)).isNotNull();
            });
        }
    }

    @Test
    void oneFailedAppendHarmsNoOther() {
        withLog(settings().build(), log -> {
            List<Object> answers = Flux.range(0, 200)
                    .flatMapSequential(
                            i -> log.append(0, new byte[i == 100 ? 2_000_000 : 10])
                                    .cast(Object.class)
                                    .onErrorResume(error -> Mono.just("refused")),
                            200)
                    .collectList()
                    .block(LIMIT);

            assertThat(answers.get(100)).isEqualTo("refused");
            assertThat(answers).filteredOn(Position.class::isInstance).hasSize(199);
        });
    }

    @Test
    void appendsOverTheBoundAreRefusedAtOnceAndTheOthersGoOn() {
        withLog(settings().maxPendingAppends(10).build(), log -> {
            log.end().block(LIMIT);
            nats.pause();
            List<Mono<Position>> waiting = Flux.range(0, 10)
                    .map(i -> started(log.append(0, PAYLOAD)))
                    .collectList()
                    .block();
            assertThatThrownBy(() -> log.append(0, PAYLOAD).block(Duration.ofSeconds(1)))
                    .isInstanceOf(CacheOverloadedException.class)
                    .hasMessageContaining("(expected: <= 10)");
            nats.resume();

            assertThat(Flux.merge(waiting).collectList().block(LIMIT)).hasSize(10);
            assertThat(log.append(0, PAYLOAD).block(LIMIT)).isNotNull();
        });
    }

    @Test
    void aDisposedLogRefusesEverythingEndsItsTailsAndLeavesNoThread() {
        NatsJetStreamLog log = settings().build();
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        AtomicInteger events = new AtomicInteger();
        log.tail(Optional.empty()).subscribe(event -> events.incrementAndGet(), ends::add);
        log.append(0, PAYLOAD).block(LIMIT);
        Eventually.within(LIMIT).holds("tail begun", () -> events.get() > 0);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        log.dispose();

        assertThat(log.isDisposed()).isTrue();
        Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
        assertThat(ends).hasOnlyElementsOfType(LogClosedException.class).hasSize(1);
        assertThatThrownBy(() -> log.append(0, PAYLOAD).block()).isInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> log.end().block()).isInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> log.tail(Optional.empty()).blockFirst()).isInstanceOf(LogClosedException.class);
    }

    private static Set<Position> seenAfter(NatsJetStreamLog log, LogPositions start, Set<Position> wanted) {
        Set<Position> seen = ConcurrentHashMap.newKeySet();
        log.tail(Optional.of(start))
                .cast(Appended.class)
                .map(Appended::position)
                .doOnNext(seen::add)
                .takeUntil(last -> seen.containsAll(wanted))
                .blockLast(LIMIT);
        return seen;
    }

    private static <T> Mono<T> started(Mono<T> operation) {
        Mono<T> answer = operation.cache();
        answer.subscribe(value -> {}, error -> {});
        return answer;
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(name))
                .toList();
    }

    private void withLog(NatsJetStreamLog log, Consumer<NatsJetStreamLog> test) {
        try {
            test.accept(log);
        } finally {
            log.dispose();
            Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
        }
    }
}
