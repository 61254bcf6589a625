package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandJournal;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Writes of other nodes that are not applied themselves: their nodes show them until they are told that they are over. */
final class SuperfluousTest {

    private final HandJournal journal = new HandJournal();
    private final Scene scene = new Scene(settings -> settings.attempts(1), journal);
    private final Tokens second = new Tokens();
    private final Tokens third = new Tokens();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void oneThatIsPassedForOneOfAnotherNodeIsToldBeforeThatOneIs() {
        List<Integer> toldBefore = new CopyOnWriteArrayList<>();
        scene.announcing = write -> Mono.fromRunnable(() -> toldBefore.add(scene.told.size()));
        scene.keepElsewhere(second, "a", "1");
        scene.keepElsewhere(third, "a", "2");
        assertThat(scene.told).isEmpty();
        scene.batch();

        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.told).containsExactly("a=1");
        assertThat(toldBefore).containsExactly(1);
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void oneThatIsPassedForOneOfThisNodeIsToldToo() {
        scene.keepElsewhere(second, "a", "1");
        scene.keep("a", "2");
        scene.batch();

        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.told).containsExactly("a=1");
    }

    @Test
    void anEventualWriteOfThisNodeTellsOfWhatItHasPassed() {
        scene.keepElsewhere(second, "a", "1");
        Scene.done(scene.eventual("a", "2"));
        assertThat(journal.entries()).containsOnlyKeys(0L);
        scene.batch();

        assertThat(scene.told).containsExactly("a=1");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void oneThatComesAgainWhileAnEventualWriteStandsForItIsNotAppliedAfterThat() {
        scene.keepElsewhere(second, "a", "1");
        Scene.done(scene.eventual("a", "2"));
        journal.deliver(new Entry(0, 0, journal.entries().get(0L)));
        scene.batch();
        scene.batch();

        assertThat(scene.written).containsExactly("a=2");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void ofEachNodeTheLastIsToldAndTheEarlierOnesAreForgottenAtOnce() {
        scene.keepElsewhere(second, "a", "1");
        scene.keepElsewhere(third, "a", "2");
        scene.keepElsewhere(second, "a", "3");
        scene.keepElsewhere(third, "a", "4");
        assertThat(journal.entries()).containsOnlyKeys(2L, 3L);
        assertThat(scene.engine.records()).isEqualTo(2);
        scene.batch();

        assertThat(scene.written).containsExactly("a=4");
        assertThat(scene.told).containsExactly("a=3");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void untilThatOneIsAppliedItsEntryIsKeptAndGoesWithIt() {
        scene.writer = writes -> Mono.never();
        scene.keepElsewhere(second, "a", "1");
        scene.keepElsewhere(third, "a", "2");
        assertThat(journal.entries()).containsOnlyKeys(0L, 1L);
        journal.deliver(new Withdrawn(0));

        assertThat(journal.released()).extracting(Entry::sequence).containsExactlyInAnyOrder(0L, 1L);
        assertThat(scene.told).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void aWriteOfThisNodeThatIsLetGoOfTellsOfNothingAnyMore() {
        scene.keepElsewhere(second, "a", "1");
        scene.keep("a", "2");
        journal.deliver(new Withdrawn(0));

        assertThat(journal.released()).extracting(Entry::sequence).containsExactlyInAnyOrder(0L, 1L);
        assertThat(scene.engine.records()).isEqualTo(1);
        journal.deliver(new Entry(0, 1, journal.entries().get(1L)));
        scene.batch();
        assertThat(scene.written).containsExactly("a=2");
        assertThat(scene.told).isEmpty();
    }

    @Test
    void oneThatIsGivenUpIsTold() {
        scene.writer = writes -> Mono.error(new IllegalArgumentException("wrong"));
        scene.keepElsewhere(second, "a", "1");
        scene.keepElsewhere(third, "a", "2");
        scene.batch();

        assertThat(scene.letters.all()).hasSize(1);
        assertThat(scene.told).containsExactly("a=1", "a=2");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void whatAnImmediateWriteOfThisNodeSupersedesIsTold() {
        scene.keepElsewhere(second, "a", "1");
        scene.keepElsewhere(third, "a", "2");
        assertThat(scene.engine.exclusively("a", Mono.just("through")).block()).isEqualTo("through");

        assertThat(scene.told).containsExactly("a=1", "a=2");
        assertThat(journal.entries()).isEmpty();
        assertThat(scene.engine.records()).isZero();
    }

    @Test
    void nobodyIsToldOfWritesOfThisNode() {
        scene.keep("a", "1");
        scene.keep("a", "2");
        scene.batch();

        assertThat(scene.told).isEmpty();
        assertThat(journal.entries()).isEmpty();
    }
}
