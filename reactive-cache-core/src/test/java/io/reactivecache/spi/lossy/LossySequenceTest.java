package io.reactivecache.spi.lossy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.lossy.LossyMessage.Numbered;
import io.reactivecache.spi.lossy.LossyMessage.Probe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LossySequenceTest {

    private static final long TAIL = 77;
    private static final long EPOCH = 5;

    private long begun;
    private final LossySequence sequence = new LossySequence(TAIL, () -> begun);

    @Test
    void itBeginsWithTheEndItsFirstProbeCarries() {
        assertThat(sequence.isBroken()).isTrue();
        assertThat(record(0, 3)).isEmpty();
        assertThat(probe(3, -1)).containsExactly("reset [3, -1]");
        assertThat(sequence.isBroken()).isFalse();
    }

    @Test
    void recordsAreHandedOnInTheirOrderAndOnce() {
        probe(3, -1);

        assertThat(record(0, 4)).containsExactly("0:4");
        assertThat(record(0, 4)).isEmpty();
        assertThat(record(0, 2)).isEmpty();
        assertThat(record(1, 0)).containsExactly("1:0");
        assertThat(record(0, 5)).containsExactly("0:5");
    }

    @Test
    void recordsPublishedAfterTheEndWasReadButHeardBeforeTheProbeAreKept() {
        record(0, 4);
        record(0, 3);
        record(1, 0);

        assertThat(probe(3, -1)).containsExactly("reset [3, -1]", "0:4", "1:0");
    }

    @Test
    void recordsThatOvertookEachOtherArePutInOrder() {
        probe(-1, -1);

        assertThat(record(0, 2)).isEmpty();
        assertThat(record(0, 1)).isEmpty();
        assertThat(record(1, 0)).containsExactly("1:0");
        assertThat(record(0, 0)).containsExactly("0:0", "0:1", "0:2");
    }

    @Test
    void aRecordMayBeMissingWhenAProbeComesButNotWithTheNext() {
        probe(-1, -1);
        record(0, 1);

        assertThat(probe(1, -1)).isEmpty();
        assertThat(sequence.isBroken()).isFalse();
        assertThat(probe(1, -1)).isEmpty();
        assertThat(sequence.isBroken()).isTrue();
        assertThat(probe(1, -1)).containsExactly("reset [1, -1]");
        assertThat(record(0, 0)).isEmpty();
        assertThat(record(0, 2)).containsExactly("0:2");
    }

    @Test
    void aLastRecordThatWasLostIsMissedToo() {
        probe(-1, -1);
        probe(-1, 0);
        probe(-1, 0);

        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void whatComesWithinTwoProbesWasNotMissing() {
        probe(-1, -1);
        probe(0, -1);
        record(0, 0);
        probe(0, -1);

        assertThat(sequence.isBroken()).isFalse();
    }

    @Test
    void aRecordAheadOfWhatTheCounterEverGaveIsMissingItsPredecessorsToo() {
        probe(-1, -1);
        record(0, 1_000);
        probe(-1, -1);
        assertThat(sequence.isBroken()).isFalse();
        probe(-1, -1);

        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void moreRecordsAheadThanMayBeHeldBreakIt() {
        probe(-1, -1);
        for (int offset = 1; offset <= 4_096; offset++) {
            record(0, offset);
        }
        assertThat(sequence.isBroken()).isFalse();
        record(0, 4_097);

        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void noMoreIsHeldBeforeItBeginsEither() {
        for (int offset = 0; offset <= 5_000; offset++) {
            record(0, offset);
        }

        assertThat(probe(-1, -1)).hasSize(1 + 4_096);
        assertThat(record(0, 5_001)).isEmpty();
        probe(5_001, -1);
        probe(5_001, -1);
        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void whatWasPassedIsNotHeld() {
        for (int offset = 0; offset < 4_096; offset++) {
            record(0, offset);
        }
        probe(10_000, -1);
        for (int offset = 0; offset < 5_000; offset++) {
            record(0, offset);
        }
        record(0, 10_002);

        assertThat(sequence.isBroken()).isFalse();
        assertThat(record(0, 10_001)).containsExactly("0:10001", "0:10002");
    }

    @Test
    void aMessageOfNobodyBreaksIt() {
        probe(-1, -1);

        assertThat(sequence.receive(Optional.empty())).isEmpty();
        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void aRecordOfAnotherEpochBreaksIt() {
        probe(-1, -1);
        receive(new Numbered(new Position(EPOCH + 1, 0, 0), new byte[0]));

        assertThat(sequence.isBroken()).isTrue();
        assertThat(receive(new Probe(TAIL, ++begun, LogPositions.of(EPOCH + 1, 0, -1))))
                .containsExactly("reset [0, -1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -1, Integer.MIN_VALUE})
    void aRecordOfAPartitionTheLogDoesNotHaveBreaksIt(int partition) {
        probe(-1, -1);
        record(partition, 0);

        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void aProbeOfAnotherEpochOrAnotherNumberOfPartitionsBreaksIt() {
        probe(-1, -1);
        receive(new Probe(TAIL, ++begun, LogPositions.of(EPOCH + 1, -1, -1)));
        assertThat(sequence.isBroken()).isTrue();

        probe(-1, -1);
        probe(-1, -1, -1);
        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void aCounterThatWasSetBackBreaksIt() {
        probe(5, -1);
        probe(4, -1);

        assertThat(sequence.isBroken()).isTrue();
    }

    @Test
    void aProbeThatWasBegunBeforeItBrokeIsNoNewBeginning() {
        probe(-1, -1);
        begun++;
        sequence.receive(Optional.empty());
        assertThat(receive(new Probe(TAIL, begun, end(0, -1)))).isEmpty();

        assertThat(probe(1, -1)).containsExactly("reset [1, -1]");
    }

    @Test
    void whatWasHeldBeforeItBrokeIsForgotten() {
        probe(-1, -1);
        record(0, 1);
        sequence.receive(Optional.empty());

        assertThat(probe(0, -1)).containsExactly("reset [0, -1]");
    }

    @Test
    void probesOfOthersSayNothing() {
        assertThat(receive(new Probe(TAIL + 1, 1, end(0, 0)))).isEmpty();
        assertThat(sequence.isBroken()).isTrue();
        probe(-1, -1);
        receive(new Probe(TAIL + 1, 1, LogPositions.of(EPOCH + 1, 9)));

        assertThat(sequence.isBroken()).isFalse();
    }

    private List<String> record(int partition, long offset) {
        return receive(new Numbered(new Position(EPOCH, partition, offset), new byte[0]));
    }

    private List<String> probe(long... offsets) {
        return receive(new Probe(TAIL, ++begun, end(offsets)));
    }

    private static LogPositions end(long... offsets) {
        return LogPositions.of(EPOCH, offsets);
    }

    private List<String> receive(LossyMessage message) {
        return sequence.receive(Optional.of(message)).stream()
                .map(LossySequenceTest::text)
                .toList();
    }

    private static String text(LogEvent event) {
        if (event instanceof LogEvent.Appended appended) {
            return appended.position().partition() + ":" + appended.position().offset();
        }
        return "reset "
                + List.of(
                        ((LogEvent.Reset) event).positions().offset(0),
                        ((LogEvent.Reset) event).positions().offset(1));
    }
}
