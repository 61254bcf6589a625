package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That no record is missed, or a reset says so. */
abstract class InvalidationLogContinuityContract extends InvalidationLogSteps {

    @Test
    void aTailResumesAfterThePositionsGiven() {
        assumeTrue(log.deliveryClass() == DeliveryClass.REPLAYABLE, "replayable logs only");
        LogPositions empty = end(log);
        append(0, "a0");
        append(1, "b0");
        LogPositions middle = end(log);
        append(0, "a1");
        append(2, "c0");

        TailRecorder all = TailRecorder.of(other, Optional.of(empty)).await(4);
        TailRecorder rest = TailRecorder.of(other, Optional.of(middle)).await(2);
        TailRecorder none = TailRecorder.of(other, Optional.of(end(log)));
        append(1, "b1");

        assertThat(all.await(5).texts()).containsExactlyInAnyOrder("a0", "b0", "a1", "c0", "b1");
        assertThat(rest.await(3).texts()).containsExactlyInAnyOrder("a1", "c0", "b1");
        assertThat(none.await(1).texts()).containsExactly("b1");
        assertThat(List.of(all.resets(), rest.resets(), none.resets())).containsOnly(List.of());
    }

    @Test
    void aLogThatCannotReplayBeginsEveryTailWithAReset() {
        assumeTrue(log.deliveryClass() != DeliveryClass.REPLAYABLE, "other logs only");
        assertBeginsWithReset(end(log));
    }

    @Test
    void positionsTheLogCannotContinueFromBeginWithAReset() {
        append(0, "r");
        LogPositions end = end(log);

        assertBeginsWithReset(LogPositions.of(end.epoch() + 1, end.offsets()));
        assertBeginsWithReset(LogPositions.of(end.epoch(), 0));
        assertBeginsWithReset(LogPositions.of(end.epoch(), 0, -1, -1, -1));
        assertBeginsWithReset(LogPositions.of(end.epoch(), end.offset(0), 1_000, -1));
    }

    @Test
    void recordsThatAreGoneBeginWithAReset() {
        LogPositions start = end(log);
        append(0, "gone");
        append(0, "gone too");
        forgetRecords();

        assertBeginsWithReset(start);
        assertThat(append(0, "next").epoch()).isEqualTo(start.epoch());
    }

    @Test
    void foreignRecordsArePassedOn() {
        TailRecorder tail = begun(log);
        appendForeign(1);
        append(1, "r");

        assertThat(tail.await(3).texts()).hasSize(2).endsWith("r");
        assertThat(tail.records())
                .extracting(record -> record.position().offset())
                .containsExactly(0L, 1L);
    }

    @Test
    void aLogMadeAnewHasAnotherEpoch() {
        TailRecorder tail = begun(log);
        Position old = append(0, "old");
        LogPositions before = end(log);
        tail.awaitText("old");
        recreateLog();
        LogPositions after = end(log);

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertBeginsWithReset(before);
        tail.awaitResetInto(after.epoch());
        Position fresh = append(0, "new");
        assertThat(fresh.epoch()).isEqualTo(after.epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    void aTailAtTheStartOfALogMadeAnewIsResetToo() {
        TailRecorder tail = begun(log);
        recreateLog();
        LogPositions after = end(log);

        assertThat(tail.awaitResetInto(after.epoch()).positions()).isEqualTo(after);
        Position fresh = append(0, "new");
        assertThat(tail.awaitText("new").records())
                .extracting(Appended::position)
                .containsExactly(fresh);
    }

    @Test
    void aServerThatIsAwayIsAnErrorAndOneThatIsBackIsNot() {
        append(0, "before");
        LogPositions end = end(log);
        killServer();

        assertThatThrownBy(() -> get(log.end())).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> log.tail(Optional.of(end)).blockFirst(LIMIT)).isNotInstanceOf(AssertionError.class);
        startServer();
        Eventually.within(LIMIT)
                .holds("log back", () -> log.end().onErrorComplete().block(LIMIT) != null);
        assertGoesOn(end);
    }

    private void assertGoesOn(LogPositions before) {
        if (isAnotherLogAfterRestart()) {
            assertThat(end(log).epoch()).isNotEqualTo(before.epoch());
            assertBeginsWithReset(before);
            return;
        }
        assertThat(end(log)).isEqualTo(before);
        if (log.deliveryClass() == DeliveryClass.REPLAYABLE) {
            append(0, "after");
            assertThat(TailRecorder.of(log, Optional.of(before)).await(1).texts())
                    .containsExactly("after");
        } else {
            assertBeginsWithReset(before);
        }
    }

    private void assertBeginsWithReset(LogPositions from) {
        TailRecorder tail = TailRecorder.of(log, Optional.of(from)).await(1);
        assertThat(tail.events().get(0)).isEqualTo(new Reset(end(log)));
        tail.cancel();
    }
}
