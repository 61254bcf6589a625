package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.Durability;
import io.reactivecache.Priority;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.Heard;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is written while the journal still delivers what was left from before. */
final class CatchingUpTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(7);

    private final HandJournal journal = new HandJournal();
    private Scene scene;

    @BeforeEach
    void leave() {
        try (Scene before = new Scene(settings -> {}, journal)) {
            before.writer = writes -> Mono.never();
            before.keep("a", "left");
        }
        journal.lag();
        scene = new Scene(settings -> settings.maxWait(MAX_WAIT), journal);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Heard<String> through(String key) {
        return Heard.of(scene.engine.exclusively(key, Mono.fromSupplier(() -> {
            scene.written.add(key + "=through");
            return "through";
        })));
    }

    private void catchUp() {
        journal.deliverLeft();
        journal.tellCaughtUp();
        scene.pass(Duration.ZERO);
    }

    @Test
    void anImmediateWriteWaitsAndTakesThePlaceOfWhatWasLeft() {
        Heard<String> write = through("a");
        journal.deliverLeft();
        assertThat(write.isNothing()).isTrue();
        journal.tellCaughtUp();
        scene.pass(Duration.ZERO);

        assertThat(write.values()).containsExactly("through");
        scene.batch();
        assertThat(scene.written).containsExactly("a=through");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void oneOfAnotherKeyWaitsToo() {
        Heard<String> write = through("b");
        assertThat(write.isNothing()).isTrue();
        catchUp();

        assertThat(write.values()).containsExactly("through");
    }

    @Test
    void whatWasLeftAndIsInFlightByThenIsAppliedBefore() {
        Sinks.Empty<Void> flight = Sinks.empty();
        scene.writer = writes -> flight.asMono();
        Heard<String> write = through("a");
        journal.deliverLeft();
        scene.batch();
        journal.tellCaughtUp();
        scene.pass(Duration.ZERO);
        assertThat(write.isNothing()).isTrue();
        flight.tryEmitEmpty();
        scene.pass(Duration.ZERO);

        assertThat(scene.written).containsExactly("a=left", "a=through");
    }

    @Test
    void whoWaitsWhenTheCacheIsClosedIsToldSo() {
        Heard<String> write = through("a");
        Heard<Void> flush = Heard.of(scene.engine.flush());
        scene.engine.close(Duration.ofSeconds(1)).subscribe();
        scene.pass(Duration.ZERO);

        assertThat(write.error()).isInstanceOf(CacheClosedException.class);
        assertThat(flush.error()).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void itErrorsIfThatTakesLongerThanAWriteMayWait() {
        Heard<String> write = through("a");
        scene.pass(MAX_WAIT.minusMillis(1));
        assertThat(write.isNothing()).isTrue();
        scene.pass(Duration.ofMillis(1));

        assertThat(write.error())
                .isInstanceOfSatisfying(
                        JournalException.class,
                        late -> assertThat(late.reason()).isEqualTo(Reason.AWAY))
                .hasMessageContaining("maxWait PT7S");
        assertThat(scene.written).isEmpty();
        catchUp();
        assertThat(through("a").values()).containsExactly("through");
    }

    @Test
    void anEventualWriteIsFoundAtOnceAndAppliedBehindWhatWasLeft() {
        scene.put("a", "now");
        scene.put("b", "now");
        scene.batch();
        assertThat(scene.found("a")).isEqualTo("now");
        assertThat(scene.written).isEmpty();
        journal.deliverLeft();
        scene.batch();
        assertThat(scene.found("a")).isEqualTo("now");
        journal.tellCaughtUp();
        scene.batch();

        assertThat(scene.written).containsExactly("a=left", "a=now", "b=now");
        assertThat(scene.found("a")).isEqualTo("nothing");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void ofManyEventualWritesOfAKeyTheNewestIsApplied() {
        scene.put("a", "1");
        scene.put("a", "2");
        catchUp();
        scene.batch();

        assertThat(scene.written).containsExactly("a=2");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void aDeferredWriteWaitsForNobodyAndComesBehindWhatWasLeft() {
        scene.keep("a", "now");
        scene.put("c", "before");
        scene.keep("c", "now");
        assertThat(scene.found("a")).isEqualTo("now");
        catchUp();
        scene.batch();

        assertThat(scene.written).containsExactly("a=now", "c=now");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void aFlushAppliesWhatWasLeft() {
        Heard<Void> flush = Heard.of(scene.engine.flush());
        catchUp();
        assertThat(flush.isNothing()).isTrue();
        scene.batch();

        assertThat(flush.isEmpty()).isTrue();
        assertThat(scene.written).containsExactly("a=left");
    }

    @Test
    void aJournalThatBreaksOffMeanwhileIsWaitedForAndOneThatDoesLaterIsNot() {
        Heard<String> write = through("a");
        journal.breakOff();
        scene.pass(Duration.ofSeconds(1));
        assertThat(write.isNothing()).isTrue();
        catchUp();
        assertThat(write.values()).containsExactly("through");
        journal.lag();
        journal.breakOff();
        scene.pass(Duration.ofSeconds(1));

        assertThat(through("a").values()).containsExactly("through");
    }

    @Test
    void anEventualWriteIsAppliedBehindWhatWasLeftThoughItIsClosedMeanwhile() {
        scene.put("a", "now");
        scene.put("b", "now");
        Heard<Remains> close = Heard.of(scene.engine.close(Duration.ofSeconds(1)));
        catchUp();
        scene.batch();

        assertThat(close.values()).containsExactly(new Remains(0, 0));
        assertThat(scene.written).containsExactlyInAnyOrder("a=now", "b=now");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void withoutAnythingLeftNobodyWaits() {
        try (Scene empty = new Scene(settings -> {}, new HandJournal())) {
            assertThat(Heard.of(empty.engine.exclusively("a", Mono.just("through")))
                            .values())
                    .containsExactly("through");
            assertThat(Heard.of(empty.engine.caughtUp()).isEmpty()).isTrue();
        }
    }

    @Test
    void whatAnotherNodeAppendsMeanwhileComesBehind() {
        Pending<String, String> write = scene.write("b", "of another node", Durability.DEFERRED, Priority.NORMAL);
        journal.append("b", Scene.format().encode(write)).subscribe();
        Heard<String> through = through("b");
        catchUp();

        assertThat(through.values()).containsExactly("through");
        scene.batch();
        assertThat(scene.written).containsExactly("b=through", "a=left", "b=of another node");
    }
}
