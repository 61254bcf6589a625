package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.Heard;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What becomes of writes the system of record does not take. */
final class FailingWriterTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Scene scene = new Scene(settings -> settings.batchSize(100).maxRecords(10_000));
    private volatile boolean isAway;

    @AfterEach
    void close() {
        scene.close();
    }

    private Mono<Void> refusing(List<String> writes, String poison) {
        boolean refused = isAway || writes.stream().anyMatch(write -> write.endsWith(poison));
        return refused ? Mono.error(new IllegalStateException("refused")) : Mono.empty();
    }

    @Test
    void aWriterThatIsAwayForTenMinutesCostsNothingButTime() {
        isAway = true;
        scene.writer = writes -> refusing(writes, "none");
        IntStream.range(0, 1_000).forEach(i -> scene.put("key" + i, "1"));
        scene.pass(Duration.ofMinutes(10));

        assertThat(scene.written).isEmpty();
        assertThat(scene.letters.all()).isEmpty();
        isAway = false;
        scene.pass(LONG);
        assertThat(scene.written).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(scene.letters.all()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void aWriterThatIsAwayIsNotCalledMoreOftenThanThePausesAllow() {
        isAway = true;
        scene.writer = writes -> refusing(writes, "none");
        IntStream.range(0, 5_000).forEach(i -> scene.put("key" + i, "1"));
        scene.pass(Duration.ofMinutes(1));
        int calls = scene.begun.size();
        scene.pass(Duration.ofMinutes(10));

        assertThat(scene.begun.size() - calls).isLessThan(10 * 60 * 20 / 5 * 2);
    }

    @Test
    void exactlyThePoisonedWritesAreInTheDeadLetters() {
        scene.writer = writes -> refusing(writes, "poison");
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            boolean isPoison = i % 1_000 == 500;
            scene.keep("key" + i, isPoison ? "poison" : "1");
            if (isPoison) {
                expected.add("key" + i);
            }
        }
        scene.pass(LONG);

        assertThat(scene.letters.all()).hasSize(5);
        assertThat(keys(scene.letters.all())).isEqualTo(expected);
        assertThat(scene.written).hasSize(4_995).doesNotHaveDuplicates();
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
        assertThat(scene.count(CacheMeter.BEHIND_DEAD)).isEqualTo(5);
        assertThat(scene.count(CacheMeter.BEHIND_BISECTED)).isPositive();
    }

    @Test
    void theFirstBatchThatFailsAfterOthersSucceededIsTakenApartAtOnce() {
        scene.writer = writes -> refusing(writes, "poison");
        scene.put("a", "1");
        scene.batch();
        scene.put("b", "poison");
        scene.put("c", "1");
        scene.batch();

        assertThat(scene.written).containsExactly("a=1", "c=1");
        assertThat(scene.begun)
                .startsWith(List.of("a=1"), List.of("b=poison", "c=1"), List.of("b=poison"), List.of("c=1"));
    }

    @Test
    void aFailureCountsIfOthersSucceededMeanwhileAlthoughABatchHasFailedSince() {
        try (Scene once = new Scene(settings -> settings.attempts(1))) {
            Sinks.Empty<Void> held = Sinks.empty();
            Mono<Void> refused = Mono.error(new IllegalStateException("refused"));
            once.writer = writes -> refused;
            once.put("a", "1");
            once.batch();
            once.writer = writes -> writes.contains("a=1") ? held.asMono() : Mono.empty();
            once.put("b", "1");
            once.batch();
            once.pass(Duration.ofSeconds(1));
            once.put("c", "1");
            once.batch();
            once.writer = writes -> refused;
            once.put("d", "1");
            once.put("e", "1");
            once.batch();
            held.tryEmitError(new IllegalStateException("refused"));
            once.pass(Duration.ofSeconds(1));

            assertThat(keys(once.letters.all())).containsExactly("a");
        }
    }

    @Test
    void aPoisonedWriteThatIsAloneInTheWorldWaitsUntilAnotherSucceeds() {
        scene.writer = writes -> refusing(writes, "poison");
        scene.keep("a", "poison");
        scene.pass(Duration.ofHours(1));

        assertThat(scene.letters.all()).isEmpty();
        assertThat(scene.found("a")).isEqualTo("poison");
        scene.put("b", "1");
        scene.pass(LONG);
        assertThat(keys(scene.letters.all())).containsExactly("a");
        assertThat(scene.found("a")).isEqualTo("nothing");
    }

    @Test
    void aFailureThatTellsByItselfNeedsNoOthers() {
        scene.writer = writes -> Mono.error(new UnsupportedOperationException("writer: no delete"));
        scene.keep("a", "1");
        scene.keep("b", "1");
        scene.pass(Duration.ofSeconds(1));

        assertThat(keys(scene.letters.all())).containsExactlyInAnyOrder("a", "b");
        DeadLetter letter = scene.letters.all().get(0);
        assertThat(letter.failure()).isEqualTo("java.lang.UnsupportedOperationException");
        assertThat(letter.attempts()).isEqualTo(2);
    }

    @Test
    void aWriteThatFailsAFewTimesIsAppliedInTheEnd() {
        scene.writer = writes -> refusing(writes, "poison")
                .onErrorResume(failure -> scene.begun.size() > 3 ? Mono.empty() : Mono.error(failure));
        scene.put("a", "1");
        scene.put("b", "poison");
        scene.pass(LONG);

        assertThat(scene.written).contains("a=1", "b=poison");
        assertThat(scene.letters.all()).isEmpty();
    }

    @Test
    void aWriterThatTakesTooLongHasFailed() {
        scene.writer = writes -> scene.begun.size() == 1 ? Mono.never() : Mono.empty();
        scene.put("a", "1");
        scene.pass(Duration.ofSeconds(12));

        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.begun).hasSize(2);
        assertThat(scene.count(CacheMeter.BEHIND_RETRIED)).isEqualTo(1);
    }

    @Test
    void whileTheDeadLettersTakeNoneTheWriteStaysPending() {
        scene.letters.full(true);
        scene.writer = writes -> Mono.error(new IllegalArgumentException("refused"));
        scene.keep("a", "1");
        scene.pass(Duration.ofMinutes(10));

        assertThat(scene.journal.entries()).hasSize(1);
        assertThat(scene.engine.records()).isEqualTo(1);
        assertThat(scene.found("a")).isEqualTo("1");
        scene.letters.full(false);
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.letters.all()).hasSize(1);
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void deadLettersAreTriedAgainOnRequest() {
        scene.writer = writes -> Mono.error(new IllegalArgumentException("refused"));
        scene.keep("a", "1");
        scene.keep("b", "1");
        scene.batch();
        scene.writer = writes -> Mono.empty();
        Token first = scene.letters.all().get(0).token();
        Heard<Long> redriven =
                Heard.of(scene.engine.redrive(letter -> letter.token().equals(first)));
        scene.batch();

        assertThat(redriven.values()).containsExactly(1L);
        assertThat(scene.written).containsExactly("a=1");
        assertThat(keys(scene.letters.all())).containsExactly("b");
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void oneThatIsRefusedAgainBeforeTheOldLetterWasRemovedIsALetterStill() {
        Sinks.Empty<Void> removal = Sinks.empty();
        scene.writer = writes -> Mono.error(new IllegalArgumentException("refused"));
        scene.keep("a", "1");
        scene.batch();
        scene.letters.beforeRemoval(removal::asMono);
        Heard<Long> redriven = Heard.of(scene.engine.redrive(letter -> true));
        scene.batch();
        assertThat(scene.letters.all()).hasSize(2);
        removal.tryEmitEmpty();

        assertThat(redriven.values()).containsExactly(1L);
        assertThat(keys(scene.letters.all())).containsExactly("a");
        assertThat(scene.engine.records()).isZero();
    }

    private static Set<String> keys(List<DeadLetter> letters) {
        Set<String> keys = new HashSet<>();
        letters.forEach(letter -> keys.add(WriteFormat.decode(letter.payload()).key()));
        return keys;
    }
}
