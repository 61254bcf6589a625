package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.Durability;
import io.reactivecache.Priority;
import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.HandLetters;
import io.reactivecache.fixture.Heard;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.entry.WriteTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What is applied, kept and lost when the engine is closed. */
final class ClosingTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CLOSES = Integer.getInteger("closing.rounds", 100);

    @Test
    void closingAppliesWhatIsPendingAndRefusesWhatComes() {
        try (Scene scene = new Scene()) {
            scene.put("a", "1");
            scene.keep("b", "1");
            Heard<Remains> closed = Heard.of(scene.engine.close(Duration.ofSeconds(5)));

            assertThat(Heard.of(scene.eventual("c", "1")).error()).isInstanceOf(CacheClosedException.class);
            assertThat(Heard.of(scene.deferred("c", "1")).error()).isInstanceOf(CacheClosedException.class);
            assertThat(closed.isNothing()).isTrue();
            scene.batch();
            assertThat(closed.values()).containsExactly(new Remains(0, 0));
            assertThat(scene.written).containsExactlyInAnyOrder("a=1", "b=1");
        }
    }

    @Test
    void atTheDeadlineItTellsWhatIsLostAndWhatTheJournalHas() {
        try (Scene scene = new Scene()) {
            scene.writer = writes -> Mono.never();
            scene.put("a", "1");
            scene.keep("b", "1");
            scene.keep("c", "1");
            Heard<Remains> closed = Heard.of(scene.engine.close(Duration.ofSeconds(5)));
            scene.pass(Duration.ofSeconds(4));
            assertThat(closed.isNothing()).isTrue();
            scene.pass(Duration.ofSeconds(2));

            assertThat(closed.values()).containsExactly(new Remains(2, 1));
            assertThat(scene.journal.entries()).hasSize(2);
        }
    }

    @Test
    void whoWaitsForWhatIsCutOffIsToldThatItIsClosed() {
        try (Scene scene = new Scene()) {
            scene.writer = writes -> Mono.never();
            scene.put("a", "1");
            scene.batch();
            Heard<String> turn = Heard.of(scene.engine.exclusively("a", Mono.just("through")));
            Heard<Void> flush = Heard.of(scene.engine.flush());
            scene.engine.close(Duration.ofSeconds(5)).subscribe();
            scene.pass(Duration.ofSeconds(4));
            assertThat(turn.isNothing()).isTrue();
            assertThat(flush.isNothing()).isTrue();
            scene.pass(Duration.ofSeconds(2));

            assertThat(turn.error()).isInstanceOf(CacheClosedException.class);
            assertThat(flush.error()).isInstanceOf(CacheClosedException.class);
        }
    }

    @Test
    void whoComesAfterwardsDoesNotWaitForWhatWasCutOff() {
        try (Scene scene = new Scene()) {
            scene.writer = writes -> Mono.never();
            scene.put("a", "1");
            scene.batch();
            scene.engine.close(Duration.ofSeconds(5)).subscribe();
            scene.pass(Duration.ofSeconds(6));
            Heard<String> turn = Heard.of(scene.engine.exclusively("a", Mono.just("through")));
            Heard<Void> flush = Heard.of(scene.engine.flush());
            scene.pass(Duration.ofSeconds(1));

            assertThat(turn.error()).isInstanceOf(CacheClosedException.class);
            assertThat(flush.error()).isInstanceOf(CacheClosedException.class);
        }
    }

    @Test
    void whatIsOfBeforeIsLeftInTheJournal() {
        HandJournal journal = new HandJournal();
        try (Scene scene = new Scene(settings -> settings.maxRecords(2), journal)) {
            for (int i = 0; i < 10; i++) {
                Pending<String, String> write = scene.write("k" + i, "1", Durability.DEFERRED, Priority.NORMAL);
                journal.append("k" + i, Scene.format().encode(write)).subscribe();
            }
            Heard<Remains> closed = Heard.of(scene.engine.close(Duration.ofSeconds(5)));
            scene.pass(Duration.ofSeconds(6));

            assertThat(closed.values()).hasSize(1);
            assertThat(journal.entries().size() + scene.written.size()).isEqualTo(10);
        }
    }

    @Test
    void whatIsOfBeforeIsNeverPassedByALaterWriteOfItsKey() {
        HandJournal journal = new HandJournal();
        for (String key : List.of("x", "y", "a")) {
            Pending<String, String> before = write(key, new Tokens());
            journal.append(key, Scene.format().encode(before)).subscribe();
        }
        List<String> written = new ArrayList<>();
        try (Scene scene = new Scene(settings -> settings.maxRecords(1), journal)) {
            Sinks.Empty<Void> flight = Sinks.empty();
            scene.writer = writes -> flight.asMono();
            scene.batch();
            scene.keep("a", "2");
            Heard<Remains> closed = Heard.of(scene.engine.close(Duration.ofSeconds(5)));
            flight.tryEmitEmpty();
            scene.pass(Duration.ofSeconds(6));
            assertThat(closed.values()).hasSize(1);
            written.addAll(scene.written);
        }
        try (Scene after = new Scene(settings -> {}, journal)) {
            after.pass(Duration.ofSeconds(1));
            written.addAll(after.written);
        }

        assertThat(written).endsWith("a=2").contains("x=1", "y=1");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void closedUnderLoadEveryAcknowledgedWriteIsAppliedOrCounted() {
        Scheduler callers = Schedulers.newParallel("callers", 2);
        try {
            for (int round = 0; round < CLOSES; round++) {
                closeUnderLoad(callers, round % 2 == 0 ? LONG : Duration.ofMillis(1));
            }
        } finally {
            callers.dispose();
        }
    }

    private static void closeUnderLoad(Scheduler callers, Duration deadline) {
        Set<String> applied = ConcurrentHashMap.newKeySet();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        HandJournal journal = new HandJournal();
        WriteBehind<String, String> engine = engine(journal, applied);
        engine.start();
        AtomicInteger number = new AtomicInteger();
        Tokens tokens = new Tokens();
        Mono<Void> callersGone = Flux.range(0, 2)
                .flatMap(caller -> Mono.defer(() -> {
                            String key = "key" + number.incrementAndGet();
                            return engine.accept(write(key, tokens)).doOnSuccess(done -> acknowledged.add(key));
                        })
                        .repeat()
                        .subscribeOn(callers)
                        .onErrorComplete())
                .then()
                .cache();
        callersGone.subscribe();
        Remains remains = Objects.requireNonNull(
                Mono.delay(Duration.ofMillis(5)).then(engine.close(deadline)).block(LONG));
        callersGone.block(LONG);

        acknowledged.removeAll(applied);
        int inJournal = journal.entries().size();
        assertThat(acknowledged.size()).isLessThanOrEqualTo(remains.lost() + inJournal);
        assertThat(deadline.equals(LONG) ? remains : new Remains(0, 0)).isEqualTo(new Remains(0, 0));
    }

    private static Pending<String, String> write(String key, Tokens tokens) {
        Durability durability = key.hashCode() % 2 == 0 ? Durability.EVENTUAL : Durability.DEFERRED;
        return new Pending<>(key, key, Optional.of("1"), tokens.next(), durability, WriteTerms.NONE, 1);
    }

    private static WriteBehind<String, String> engine(HandJournal journal, Set<String> applied) {
        WriteBehindConfig config = WriteBehindConfig.builder()
                .batchTime(Duration.ofMillis(2))
                .maxRecords(2_000)
                .build();
        return new WriteBehind<>(new WriteBehindParts<>(
                config,
                Optional.of(journal),
                new HandLetters(),
                Scene.format(),
                writes -> Mono.fromRunnable(() -> writes.forEach(write -> applied.add(write.key()))),
                write -> Mono.empty(),
                write -> Mono.empty(),
                WriteBehindParts::isAlwaysPoison,
                Schedulers.parallel(),
                new HandClock(),
                new Counters()));
    }
}
