package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.Priority;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.Heard;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the journal delivers: of before, of other nodes, twice, damaged, and taken away again. */
final class DrainTest {

    private final HandJournal journal = new HandJournal();
    private final Scene scene = new Scene(settings -> settings.maxRecords(3), journal);

    @AfterEach
    void close() {
        scene.close();
    }

    private void keptBefore(String key, String value) {
        Pending<String, String> write = scene.write(key, value, Durability.DEFERRED, Priority.NORMAL);
        journal.append(key, Scene.format().encode(write)).subscribe();
    }

    @Test
    void whatWasLeftFromBeforeIsAppliedAndFoundMeanwhile() {
        keptBefore("a", "1");

        assertThat(scene.found("a")).isEqualTo("1");
        scene.batch();
        assertThat(scene.written).containsExactly("a=1");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void moreOfBeforeThanThereIsRoomForIsAppliedBitByBitAndStopsNoWriteOfNow() {
        for (int i = 0; i < 20; i++) {
            keptBefore("key" + i, "1");
        }
        assertThat(scene.engine.records()).isEqualTo(3);
        scene.keep("now", "1");
        scene.pass(Duration.ofSeconds(10));

        assertThat(scene.written).hasSize(21).endsWith("now=1");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void anEntryThatCannotBeReadIsADeadLetterAndStopsNothing() {
        journal.append("a", new byte[] {1, 2, 3}).subscribe();
        scene.keep("b", "1");
        scene.batch();

        assertThat(scene.written).containsExactly("b=1");
        assertThat(scene.letters.all()).hasSize(1);
        assertThat(scene.letters.all().get(0).payload()).containsExactly(1, 2, 3);
        assertThat(scene.count(CacheMeter.BEHIND_UNREADABLE)).isEqualTo(1);
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void aDeadLetterThatCannotBeReadStays() {
        journal.append("a", new byte[] {1, 2, 3}).subscribe();

        assertThat(Heard.of(scene.engine.redrive(letter -> true)).values()).containsExactly(0L);
        assertThat(scene.letters.all()).hasSize(1);
    }

    @Test
    void aJournalThatBreaksOffIsDrainedAgainAndNothingIsAppliedTwice() {
        scene.keep("a", "1");
        journal.breakOff();
        scene.pass(Duration.ofSeconds(1));

        assertThat(journal.drains()).isEqualTo(2);
        assertThat(scene.written).containsExactly("a=1");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void anOlderEntryThatComesBehindANewerOneIsForgottenAndThePendingOneIsNot() {
        journal.hold();
        keptBefore("a", "1");
        keptBefore("a", "2");
        Entry newer = new Entry(0, 1, journal.entries().get(1L));
        journal.deliver(newer);
        journal.deliver(new Entry(0, 0, journal.entries().get(0L)));
        journal.deliver(newer);
        assertThat(journal.entries()).containsOnlyKeys(1L);
        scene.batch();

        assertThat(scene.written).containsExactly("a=2");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void anEntryThatComesTwiceWhileItIsPendingIsAppliedOnce() {
        scene.keep("a", "1");
        journal.deliver(new Entry(0, 0, journal.entries().get(0L)));
        scene.batch();

        assertThat(scene.written).containsExactly("a=1");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void whatIsQueuedOfAPartitionThatGoesIsLetGoOfAtOnceAndFoundUntilAnotherNodeHasAppliedIt() {
        Pending<String, String> write = scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(write));
        keptBefore("b", "1");
        journal.deliver(new Withdrawn(0));
        scene.batch();

        assertThat(scene.written).isEmpty();
        assertThat(journal.released()).extracting(Entry::sequence).containsExactlyInAnyOrder(0L, 1L);
        assertThat(scene.found("a")).isEqualTo("1");
        assertThat(scene.found("b")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isEqualTo(1);
        scene.engine.applied(write.token(), "a");
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void whatAnotherNodeHasPassedOverForANewerWriteIsOverWithThatOne() {
        journal.hold();
        Pending<String, String> first = scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL);
        Pending<String, String> second = scene.write("a", "2", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(first));
        Scene.done(scene.engine.accept(second));
        scene.engine.applied(second.token(), "a");

        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void ofWritesThatAreAnsweredInAnotherOrderThanTheJournalsTheNewestOfTheJournalIsFound() {
        journal.hold();
        Sinks.Empty<Void> answer = acceptAnsweredLater(scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL));
        scene.keep("a", "2");
        answer.tryEmitEmpty();

        assertThat(scene.found("a")).isEqualTo("2");
        journal.deliver();
        scene.batch();
        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void oneThatIsAnsweredAfterANewerOneWasAppliedByAnotherNodeIsOver() {
        journal.hold();
        Pending<String, String> second = scene.write("a", "2", Durability.DEFERRED, Priority.NORMAL);
        Sinks.Empty<Void> answer = acceptAnsweredLater(scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL));
        Scene.done(scene.engine.accept(second));
        scene.engine.applied(second.token(), "a");
        answer.tryEmitEmpty();

        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void oneThatAnotherNodeHasAppliedBeforeItIsAnsweredEndsTheOlderOnesOnceItIs() {
        journal.hold();
        Pending<String, String> second = scene.write("a", "2", Durability.DEFERRED, Priority.NORMAL);
        Sinks.Empty<Void> older = acceptAnsweredLater(scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL));
        Sinks.Empty<Void> newer = acceptAnsweredLater(second);
        older.tryEmitEmpty();
        scene.engine.applied(second.token(), "a");
        assertThat(scene.found("a")).isEqualTo("1");
        newer.tryEmitEmpty();

        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void oneThatIsAnsweredAfterAnOlderOneWasAppliedByAnotherNodeIsStillFound() {
        journal.hold();
        Pending<String, String> first = scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(first));
        Sinks.Empty<Void> answer = acceptAnsweredLater(scene.write("a", "2", Durability.DEFERRED, Priority.NORMAL));
        scene.engine.applied(first.token(), "a");
        answer.tryEmitEmpty();

        assertThat(scene.found("a")).isEqualTo("2");
        assertThat(scene.engine.records()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f", "g", "h"})
    void whatAJournalHasLostIsOverWithTheNextWriteThoughThatCountsAnew(String key) {
        journal.hold();
        scene.keep("other", "1");
        scene.keep(key, "1");
        journal.countAnew();
        Pending<String, String> next = scene.write(key, "2", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(next));
        assertThat(scene.found(key)).isEqualTo("2");
        scene.engine.applied(next.token(), key);

        assertThat(scene.found(key)).isEqualTo("nothing");
        assertThat(scene.engine.records()).isEqualTo(1);
    }

    @Test
    void whatIsInFlightAndOlderThanWhatAnotherNodeHasAppliedIsOverWhenItIsLetGoOf() {
        scene.writer = writes -> Mono.error(new IllegalStateException("away"));
        scene.keep("a", "1");
        scene.batch();
        journal.hold();
        Pending<String, String> second = scene.write("a", "2", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(second));
        scene.engine.applied(second.token(), "a");
        journal.deliver(new Withdrawn(0));
        scene.pass(Duration.ofSeconds(10));

        assertThat(journal.released()).extracting(Entry::sequence).containsExactly(0L);
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    /** A write that the journal has now, which is only told when the test says so. */
    private Sinks.Empty<Void> acceptAnsweredLater(Pending<String, String> write) {
        Sinks.Empty<Void> answer = Sinks.empty();
        journal.afterAppend(answer::asMono);
        scene.engine.accept(write).subscribe();
        journal.afterAppend(Mono::empty);
        return answer;
    }

    @Test
    void whatAnotherNodeHasAppliedBeforeItWasLetGoOfHereIsOver() {
        scene.writer = writes -> Mono.error(new IllegalStateException("away"));
        Pending<String, String> flying = scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(flying));
        scene.batch();
        Pending<String, String> queued = scene.write("b", "1", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(queued));
        scene.engine.applied(flying.token(), "a");
        scene.engine.applied(queued.token(), "b");
        journal.deliver(new Withdrawn(0));
        scene.pass(Duration.ofSeconds(10));

        assertThat(journal.released()).extracting(Entry::sequence).containsExactlyInAnyOrder(0L, 1L);
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(scene.found("b")).isEqualTo("nothing");
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void whatWasAppendedAfterWhatAnotherNodeHasAppliedIsStillFound() {
        journal.hold();
        Pending<String, String> first = scene.write("a", "1", Durability.DEFERRED, Priority.NORMAL);
        Scene.done(scene.engine.accept(first));
        scene.keep("a", "2");
        scene.engine.applied(first.token(), "a");

        assertThat(scene.found("a")).isEqualTo("2");
        assertThat(scene.engine.records()).isEqualTo(1);
    }

    @Test
    void whatIsInFlightIsForgottenIfItsAttemptSucceedsAndLetGoOfIfNot() {
        Sinks.Empty<Void> flight = Sinks.empty();
        scene.writer = writes -> writes.contains("a=1") ? flight.asMono() : Mono.error(new IllegalStateException());
        scene.keep("a", "1");
        scene.batch();
        scene.keep("b", "1");
        scene.batch();
        journal.deliver(new Withdrawn(0));
        flight.tryEmitEmpty();
        scene.pass(Duration.ofSeconds(10));

        assertThat(scene.written).containsExactly("a=1");
        assertThat(journal.entries()).containsOnlyKeys(1L);
        assertThat(journal.released()).extracting(Entry::sequence).containsExactly(1L);
        assertThat(scene.found("b")).isEqualTo("1");
        assertThat(scene.begun).isEqualTo(List.of(List.of("a=1"), List.of("b=1")));
    }

    @Test
    void afterACrashEverythingThatWasAcknowledgedAndNotForgottenComesBack() {
        scene.writer = writes -> Mono.never();
        scene.keep("a", "1");
        scene.keep("a", "2");
        scene.keep("b", "1");
        scene.batch();
        try (Scene after = new Scene(settings -> {}, journal)) {
            after.batch();

            assertThat(after.written).containsExactlyInAnyOrder("a=2", "b=1");
            assertThat(journal.entries()).isEmpty();
        }
    }
}
