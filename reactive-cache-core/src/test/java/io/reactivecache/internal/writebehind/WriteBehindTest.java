package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.Durability;
import io.reactivecache.Priority;
import io.reactivecache.fixture.Heard;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.JournalException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What becomes of a write on its way, and what reads find meanwhile. */
final class WriteBehindTest {

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void nothingIsAcceptedBeforeTheSubscription() {
        scene.eventual("a", "1");
        scene.deferred("b", "1");
        scene.batch();

        assertThat(scene.engine.records()).isZero();
        assertThat(scene.written).isEmpty();
    }

    @Test
    void anEventualWriteIsAnsweredAtOnceFoundAndAppliedLater() {
        scene.put("a", "1");

        assertThat(scene.found("a")).isEqualTo("1");
        assertThat(scene.written).isEmpty();
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.announced).containsExactly("a=1");
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
        assertThat(scene.engine.bytes()).isZero();
        assertThat(scene.journal.entries()).isEmpty();
    }

    @Test
    void aDeferredWriteIsAnsweredWhenTheJournalKeepsIt() {
        Sinks.Empty<Void> kept = Sinks.empty();
        scene.journal.beforeAppend(kept::asMono);
        Heard<Void> answer = Heard.of(scene.deferred("a", "1"));

        assertThat(answer.isNothing()).isTrue();
        assertThat(scene.found("a")).isEqualTo("nothing");
        kept.tryEmitEmpty();
        assertThat(answer.isEmpty()).isTrue();
        assertThat(scene.found("a")).isEqualTo("1");
        assertThat(scene.journal.entries()).hasSize(1);
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.found("a")).isEqualTo("nothing");
    }

    @Test
    void whatTheJournalDoesNotKeepIsNotAccepted() {
        scene.journal.beforeAppend(() -> Mono.error(
                new JournalException(JournalException.Reason.BROKEN, "a failed sync", "a journal opened anew")));
        Heard<Void> answer = Heard.of(scene.deferred("a", "1"));
        scene.batch();

        assertThat(answer.error()).isInstanceOf(JournalException.class);
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
        assertThat(scene.written).isEmpty();
    }

    @Test
    void whatTheJournalDeliversBeforeItAnswersIsAppliedOnce() {
        Sinks.Empty<Void> said = Sinks.empty();
        scene.journal.afterAppend(said::asMono);
        Heard<Void> answer = Heard.of(scene.deferred("a", "1"));
        scene.batch();

        assertThat(scene.written).containsExactly("a=1");
        said.tryEmitEmpty();
        assertThat(answer.isEmpty()).isTrue();
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void aCallerWhoLeavesDoesNotTakeTheWriteAlong() {
        Sinks.Empty<Void> kept = Sinks.empty();
        scene.journal.beforeAppend(kept::asMono);
        Heard<Void> answer = Heard.of(scene.deferred("a", "1"));
        answer.cancel();
        kept.tryEmitEmpty();

        assertThat(scene.found("a")).isEqualTo("1");
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void theNewestWriteOfAKeyWinsInABatch() {
        scene.put("a", "1");
        scene.put("b", "1");
        scene.put("a", "2");
        scene.put("a", "3");

        assertThat(scene.found("a")).isEqualTo("3");
        assertThat(scene.engine.records()).isEqualTo(2);
        scene.batch();
        assertThat(scene.begun).containsExactly(List.of("a=3", "b=1"));
        assertThat(scene.count(CacheMeter.BEHIND_COALESCED)).isEqualTo(2);
        assertThat(scene.count(CacheMeter.BEHIND_ACCEPTED)).isEqualTo(4);
        assertThat(scene.count(CacheMeter.BEHIND_APPLIED)).isEqualTo(2);
        assertThat(scene.count(CacheMeter.BEHIND_BATCH)).isEqualTo(1);
    }

    @Test
    void theEntryOfAWriteWhosePlaceANewerOneTookIsForgottenAtOnce() {
        scene.keep("a", "1");
        scene.keep("a", "2");

        assertThat(scene.journal.entries()).containsOnlyKeys(1L);
        scene.batch();
        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.journal.entries()).isEmpty();
    }

    @Test
    void theEntryStaysIfWhatTookItsPlaceIsInNoJournal() {
        scene.writer = writes -> Mono.never();
        scene.keep("a", "1");
        scene.put("a", "2");

        assertThat(scene.journal.entries()).containsOnlyKeys(0L);
        scene.batch();
        assertThat(scene.begun).containsExactly(List.of("a=2"));
        assertThat(scene.journal.entries()).containsOnlyKeys(0L);
    }

    @Test
    void oneWriteOfAKeyIsInFlightAndANewerOneWaitsForIt() {
        Sinks.Empty<Void> first = Sinks.empty();
        scene.writer = writes -> writes.contains("a=1") ? first.asMono() : Mono.empty();
        scene.put("a", "1");
        scene.batch();
        scene.put("a", "2");
        scene.put("a", "3");
        scene.batch();

        assertThat(scene.begun).containsExactly(List.of("a=1"));
        assertThat(scene.found("a")).isEqualTo("3");
        first.tryEmitEmpty();
        scene.batch();
        assertThat(scene.written).containsExactly("a=1", "a=3");
    }

    @Test
    void whatIsInFlightIsFound() {
        scene.writer = writes -> Mono.never();
        scene.put("a", "1");
        scene.batch();

        assertThat(scene.begun).hasSize(1);
        assertThat(scene.found("a")).isEqualTo("1");
    }

    @Test
    void anEventualWriteIsNotAppliedBeforeADeferredOneThatWasAnsweredBefore() {
        scene.journal.hold();
        scene.keep("a", "1");
        scene.put("a", "2");
        scene.batch();

        assertThat(scene.begun).isEmpty();
        assertThat(scene.found("a")).isEqualTo("2");
        scene.journal.deliver();
        scene.batch();
        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.journal.entries()).isEmpty();
    }

    @Test
    void aDeferredWriteTakesThePlaceOfAnEventualOneThatIsHeld() {
        scene.journal.hold();
        scene.keep("a", "1");
        scene.put("a", "2");
        scene.keep("a", "3");

        assertThat(scene.found("a")).isEqualTo("3");
        scene.journal.deliverOne();
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.found("a")).isEqualTo("3");
        scene.journal.deliver();
        scene.batch();
        assertThat(scene.written).containsExactly("a=1", "a=3");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void theStepsBehindTheWriterAreRepeatedUntilTheySucceedAndOnlyThenItIsForgotten() {
        scene.announcing = write -> Mono.error(new IllegalStateException("away"));
        scene.keep("a", "1");
        scene.batch();
        scene.pass(Duration.ofMinutes(10));

        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.journal.entries()).hasSize(1);
        assertThat(scene.found("a")).isEqualTo("1");
        scene.announcing = write -> Mono.empty();
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.announced).containsExactly("a=1");
        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.journal.entries()).isEmpty();
        assertThat(scene.letters.all()).isEmpty();
    }

    @Test
    void flushingWaitsForWhatWasAcceptedBeforeAndForNothingElse() {
        Sinks.Empty<Void> later = Sinks.empty();
        scene.writer = writes -> writes.contains("a=2") ? later.asMono() : Mono.empty();
        scene.put("a", "1");
        scene.keep("b", "1");
        Heard<Void> flushed = Heard.of(scene.engine.flush());

        assertThat(flushed.isNothing()).isTrue();
        scene.batch();
        assertThat(flushed.isEmpty()).isTrue();
        scene.put("a", "2");
        scene.batch();
        Heard<Void> again = Heard.of(scene.engine.flush());
        scene.put("a", "3");
        assertThat(again.isNothing()).isTrue();
        later.tryEmitEmpty();
        assertThat(again.isEmpty()).isTrue();
    }

    @Test
    void flushingNothingCompletesAtOnce() {
        assertThat(Heard.of(scene.engine.flush()).isEmpty()).isTrue();
    }

    @Test
    void anImmediateWriteIsNotAcceptedHere() {
        Pending<String, String> write = scene.write("a", "1", Durability.IMMEDIATE, Priority.NORMAL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.engine.accept(write))
                .withMessage("durability: IMMEDIATE (expected: DEFERRED or EVENTUAL)");
    }
}
