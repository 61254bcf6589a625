package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.kafka.KafkaInvalidationLogBuilder;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@KafkaTest
class KafkaLogFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PAYLOAD = {1};

    private final KafkaServer kafka;
    private final String topic = KafkaTopicAdmin.newName();

    KafkaLogFaultsTest(KafkaServer kafka) {
        this.kafka = kafka;
    }

    private KafkaInvalidationLogBuilder settings() {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .properties(Map.of("client.id", topic))
                .partitions(4);
    }

    @Test
    void everyAcknowledgedRecordIsSeenAlthoughTheBrokerWasKilledMeanwhile() {
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
                        kafka.kill();
                        kafka.start();
                    })
                    .subscribeOn(Schedulers.boundedElastic());
            Mono.when(appends, fault).block(LIMIT);

            assertThat(acknowledged.size() + failed.get()).isEqualTo(1_000);
            assertThat(acknowledged).hasSizeGreaterThan(100);
            assertThat(seenAfter(log, start, acknowledged)).containsAll(acknowledged);
        });
    }

    @Test
    void anAppendWaitsOutARestart() {
        withLog(settings().build(), log -> {
            log.append(0, PAYLOAD).block();
            kafka.kill();
            Mono<Position> waiting = log.append(0, PAYLOAD).cache();
            waiting.subscribe();
            kafka.start();

            assertThat(waiting.block(LIMIT).offset()).isPositive();
        });
    }

    @Test
    void aTailRidesOutARestart() {
        withLog(settings().build(), log -> {
            List<Position> seen = new CopyOnWriteArrayList<>();
            log.tail(Optional.of(log.end().block()))
                    .subscribe(event -> seen.add(((Appended) event).position()), disposed -> {});
            Position before = log.append(0, PAYLOAD).block(LIMIT);
            kafka.kill();
            kafka.start();
            Position after = log.append(0, PAYLOAD).block(LIMIT);

            Eventually.within(LIMIT).passes(() -> assertThat(seen).containsExactly(before, after));
        });
    }

    @Test
    void aPausedBrokerFailsAppendsInTimeAndAResumedOneTakesThemAgain() {
        withLog(settings().appendTimeout(Duration.ofSeconds(2)).build(), log -> {
            log.append(0, PAYLOAD).block(LIMIT);
            kafka.pause();
            StepVerifier.create(log.append(0, PAYLOAD))
                    .expectError(TimeoutException.class)
                    .verify(Duration.ofSeconds(5));
            kafka.resume();

            Eventually.within(LIMIT)
                    .holds(
                            "append",
                            () -> log.append(0, PAYLOAD).onErrorComplete().block(LIMIT) != null);
        });
    }

    @Test
    void aBrokerThatIsAbsentAtTheStartIsUsedOnceItIsThere() {
        try (KafkaServer late = KafkaServer.builder().build()) {
            withLog(settings().bootstrapServers(late.bootstrapServers()).build(), log -> {
                Mono<Object> attempts = Mono.when(
                                Mono.from(log.append(0, PAYLOAD)).transform(KafkaLogFaultsTest::failed),
                                log.tail(Optional.empty()).next().transform(KafkaLogFaultsTest::failed),
                                log.end().transform(KafkaLogFaultsTest::failed))
                        .thenReturn("all failed");
                assertThat(attempts.block(Duration.ofSeconds(20))).isEqualTo("all failed");
                late.start();

                Position position = log.append(0, PAYLOAD).block(LIMIT);
                assertThat(log.end().block(LIMIT).position(0)).isEqualTo(position);
                assertThat(log.tail(Optional.empty()).blockFirst(LIMIT)).isNotNull();
            });
        }
    }

    @Test
    void oneFailedAppendHarmsNoOther() {
        withLog(settings().appendTimeout(LIMIT).build(), log -> {
            List<Object> answers = Flux.range(0, 200)
                    .flatMapSequential(
                            i -> log.append(0, new byte[i == 100 ? 2_000_000 : 10])
                                    .cast(Object.class)
                                    .onErrorResume(Mono::just),
                            200)
                    .collectList()
                    .block(LIMIT);

            assertThat(answers.remove(100)).isInstanceOf(RecordTooLargeException.class);
            assertThat(answers).hasSize(199).allMatch(Position.class::isInstance);
        });
    }

    @Test
    void appendsOverTheBoundAreRefusedAtOnceAndTheOthersGoOn() {
        withLog(settings().maxPendingAppends(10).build(), log -> {
            log.end().block(LIMIT);
            kafka.pause();
            List<Mono<Position>> waiting = Flux.range(0, 10)
                    .map(i -> started(log.append(0, PAYLOAD)))
                    .collectList()
                    .block();
            assertThatThrownBy(() -> log.append(0, PAYLOAD).block(Duration.ofSeconds(1)))
                    .isInstanceOf(CacheOverloadedException.class)
                    .hasMessageContaining("(expected: <= 10)")
                    .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
            kafka.resume();

            assertThat(Flux.merge(waiting).collectList().block(LIMIT)).hasSize(10);
            assertThat(log.append(0, PAYLOAD).block(LIMIT)).isNotNull();
        });
    }

    @Test
    void aDisposedLogRefusesEverythingEndsItsTailsAndLeavesNoThread() {
        KafkaInvalidationLog log = settings().build();
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

    @Test
    void aCancelledTailLeavesNoThread() {
        withLog(settings().build(), log -> {
            log.tail(Optional.empty()).blockFirst(LIMIT);

            Eventually.within(LIMIT)
                    .passes(() ->
                            assertThat(threads()).extracting(Thread::getName).noneMatch(name -> name.contains("tail")));
        });
    }

    @Test
    void disposingAnswersAppendsThatWaitForTheFirstMetadata() {
        KafkaInvalidationLog log = settings().build();
        log.end().block(LIMIT);
        kafka.pause();
        List<Mono<Position>> waiting = Flux.range(0, 5)
                .map(i -> started(log.append(0, PAYLOAD)))
                .collectList()
                .block();
        log.dispose();

        for (Mono<Position> answer : waiting) {
            StepVerifier.create(answer).expectError().verify(Duration.ofSeconds(15));
        }
        kafka.resume();
        Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
    }

    private static Set<Position> seenAfter(KafkaInvalidationLog log, LogPositions start, Set<Position> wanted) {
        Set<Position> seen = ConcurrentHashMap.newKeySet();
        log.tail(Optional.of(start))
                .cast(Appended.class)
                .map(Appended::position)
                .doOnNext(seen::add)
                .takeUntil(last -> seen.containsAll(wanted))
                .blockLast(LIMIT);
        return seen;
    }

    private static <T> Mono<Object> failed(Mono<T> attempt) {
        return attempt.<Object>map(success -> "worked")
                .onErrorResume(error -> Mono.empty())
                .flatMap(worked -> Mono.error(new AssertionError("worked (expected: error)")));
    }

    private static <T> Mono<T> started(Mono<T> operation) {
        Mono<T> answer = operation.cache();
        answer.subscribe(value -> {}, error -> {});
        return answer;
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(topic))
                .toList();
    }

    private void withLog(KafkaInvalidationLog log, Consumer<KafkaInvalidationLog> test) {
        try {
            test.accept(log);
        } finally {
            log.dispose();
            Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
        }
    }
}
