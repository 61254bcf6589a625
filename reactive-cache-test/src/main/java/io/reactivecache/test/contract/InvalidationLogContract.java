package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What every {@link InvalidationLog} promises, as tests. Extend it, make the log, and override the hooks for what can
 * happen to it; the tests of hooks that are not overridden are skipped.
 */
public abstract class InvalidationLogContract {

    /** The number of partitions the log must have. */
    protected static final int PARTITIONS = 3;

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Optional<LogPositions> NOWHERE = Optional.empty();

    private InvalidationLog log;
    private InvalidationLog other;

    /** For subclasses. */
    protected InvalidationLogContract() {}

    /**
     * Makes the log a test works on.
     *
     * @return an empty log of {@link #PARTITIONS} partitions
     */
    protected abstract InvalidationLog newLog();

    /**
     * Another node's access to the log that {@link #newLog()} made last.
     *
     * @param log that log
     * @return by default the same object
     */
    protected InvalidationLog otherNode(InvalidationLog log) {
        return log;
    }

    /** Ends the server at once, without notice. By default the tests that need it are skipped. */
    protected void killServer() {
        abort("no server");
    }

    /** Starts the server that was killed, and returns when it serves. */
    protected void startServer() {
        abort("no server");
    }

    /** Makes the server forget all records there are, as retention does. By default the test is skipped. */
    protected void forgetRecords() {
        abort("no retention");
    }

    /**
     * Puts a record into the log that no log of ours would append, without a value where the log has such a thing. By
     * default the test is skipped.
     *
     * @param partition where
     */
    protected void appendForeign(int partition) {
        abort("no foreign records");
    }

    /** Deletes the log on the server and makes an empty one of the same name. By default the test is skipped. */
    protected void recreateLog() {
        abort("no server");
    }

    @BeforeEach
    void makeLog() {
        log = newLog();
        other = otherNode(log);
    }

    @Test
    void itsDeliveryClassIsConstant() {
        assertThat(log.deliveryClass()).isSameAs(log.deliveryClass()).isSameAs(other.deliveryClass());
    }

    @Test
    void anEmptyLogEndsBeforeItsFirstRecord() {
        assertThat(end(log).offsets()).containsExactly(-1, -1, -1);
    }

    @Test
    void positionsOfAPartitionRiseAndTheEndIsTheLast() {
        List<Position> positions =
                IntStream.range(0, 5).mapToObj(i -> append(1, "r" + i)).toList();

        assertThat(positions).extracting(Position::partition).containsOnly(1);
        assertThat(positions).extracting(Position::offset).isSorted().doesNotHaveDuplicates();
        assertThat(end(log).position(1)).isEqualTo(positions.get(4));
        assertThat(end(log).offset(0)).isEqualTo(-1);
    }

    @Test
    void allNodesSeeOneEpoch() {
        Position position = append(0, "r");

        assertThat(end(log)).isEqualTo(end(other));
        assertThat(end(log).epoch()).isEqualTo(position.epoch());
        assertThat(end(log).partitions()).isEqualTo(PARTITIONS);
    }

    @Test
    void theEndIsReadAtEachSubscription() {
        Mono<LogPositions> end = log.end();
        LogPositions before = get(end);
        Position position = append(2, "r");
        assertThat(before.offset(2)).isEqualTo(-1);
        assertThat(get(end).position(2)).isEqualTo(position);
    }

    @Test
    void nothingIsAppendedBeforeSubscriptionAndOneRecordByEach() {
        Mono<Position> append = log.append(0, bytes("r"));
        assertThat(end(log).offset(0)).isEqualTo(-1);

        assertThat(get(append)).isNotEqualTo(get(append));
        assertThat(end(log).offset(0)).isEqualTo(get(append).offset() - 1);
    }

    @Test
    void aPartitionTheLogDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> append(PARTITIONS, "r")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> append(-1, "r")).isInstanceOf(IndexOutOfBoundsException.class);
        append(PARTITIONS - 1, "the log goes on");
    }

    @Test
    void payloadsArriveAsTheyWereAppended() {
        byte[] allOctets = new byte[256];
        IntStream.range(0, 256).forEach(i -> allOctets[i] = (byte) i);
        TailRecorder tail = begun(log);
        get(log.append(0, allOctets));
        get(log.append(0, new byte[0]));

        assertThat(tail.await(3).records()).extracting(Appended::payload).containsExactly(allOctets, new byte[0]);
    }

    @Test
    void aTailWithoutPositionsBeginsWithAResetAtTheEndOrLater() {
        Position before = append(0, "before");
        TailRecorder tail = begun(log);
        Position after = append(0, "after");

        Reset reset = tail.awaitText("after").resets().get(0);
        assertThat(tail.events().get(0)).isSameAs(reset);
        assertThat(reset.positions().position(0).reflects(before)).isTrue();
        assertThat(tail.records()).extracting(Appended::position).containsExactly(after);
        assertThat(tail.resets()).hasSize(1);
    }

    @Test
    void everyNodeSeesEveryRecordInOneOrderForEachPartition() {
        TailRecorder here = begun(log);
        TailRecorder there = begun(other);
        Flux.range(0, 600)
                .parallel(4)
                .runOn(Schedulers.parallel())
                .flatMap(i -> (i % 2 == 0 ? log : other).append(i % PARTITIONS, bytes("r" + i)))
                .sequential()
                .blockLast(LIMIT);

        assertThat(here.await(601).texts()).doesNotHaveDuplicates().hasSize(600);
        assertThat(there.await(601).texts()).hasSize(600);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(positions(here, partition))
                    .isEqualTo(positions(there, partition))
                    .isSorted();
        }
    }

    @Test
    void cancellingAnAppendEndsTheWaitOnly() {
        TailRecorder tail = begun(log);
        log.append(0, bytes("cancelled")).subscribe().dispose();

        tail.awaitText("cancelled");
    }

    @Test
    void aTailHonoursDemand() {
        TailRecorder tail = TailRecorder.of(log, NOWHERE, 2).await(1);
        IntStream.range(0, 50).forEach(i -> append(0, "r" + i));
        assertThat(tail.await(2).events()).hasSize(2);

        tail.request(3);
        assertThat(tail.await(5).texts()).containsExactly("r0", "r1", "r2", "r3");
        tail.request(Long.MAX_VALUE);
        assertThat(tail.awaitText("r49").texts()).hasSize(50);
    }

    @Test
    void aTailThatDoesNotAskHoldsUpNobody() {
        TailRecorder idle = TailRecorder.of(log, NOWHERE, 0);
        TailRecorder tail = begun(log);
        Flux.range(0, 10_000).flatMap(i -> log.append(0, bytes("r" + i)), 256).blockLast(LIMIT);

        tail.await(10_001);
        assertThat(idle.events()).isEmpty();
    }

    @Test
    void aTailThatLaggedReachesTheEnd() {
        TailRecorder tail = TailRecorder.of(log, NOWHERE, 1).await(1);
        Flux.range(0, 10_000).flatMap(i -> log.append(0, bytes("r" + i)), 256).blockLast(LIMIT);
        LogPositions end = end(log);
        tail.request(Long.MAX_VALUE);

        Eventually.within(LIMIT).holds("end reached", () -> reached(tail, end.position(0)));
        if (log.deliveryClass() == DeliveryClass.REPLAYABLE) {
            assertThat(tail.resets()).hasSize(1);
            assertThat(tail.records()).hasSize(10_000);
        }
    }

    @Test
    void aCancelledTailDeliversNoMore() {
        TailRecorder tail = begun(log);
        tail.cancel();
        TailRecorder control = begun(log);
        append(0, "late");

        control.awaitText("late");
        assertThat(tail.records()).isEmpty();
    }

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
        assertThat(tail.awaitResets(2).resets().get(1).positions().epoch()).isEqualTo(after.epoch());
        Position fresh = append(0, "new");
        assertThat(fresh.epoch()).isEqualTo(after.epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    void aTailAtTheStartOfALogMadeAnewIsResetToo() {
        TailRecorder tail = begun(log);
        recreateLog();
        LogPositions after = end(log);

        assertThat(tail.awaitResets(2).resets().get(1).positions()).isEqualTo(after);
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
        assertThat(end(log)).isEqualTo(end);
        append(0, "after");
        assertThat(TailRecorder.of(log, Optional.of(end)).await(1).texts()).containsExactly("after");
    }

    private void assertBeginsWithReset(LogPositions from) {
        LogPositions end = end(log);
        TailRecorder tail = TailRecorder.of(log, Optional.of(from)).await(1);
        assertThat(tail.events().get(0)).isEqualTo(new Reset(end));
        tail.cancel();
    }

    /** A tail that has begun: what is appended from here on is delivered. */
    private static TailRecorder begun(InvalidationLog log) {
        return TailRecorder.of(log, NOWHERE).await(1);
    }

    private static boolean reached(TailRecorder tail, Position end) {
        return tail.records().stream().anyMatch(record -> record.position().reflects(end))
                || tail.resets().stream()
                        .anyMatch(reset ->
                                reset.positions().position(end.partition()).reflects(end));
    }

    private static List<Long> positions(TailRecorder tail, int partition) {
        return tail.records().stream()
                .map(Appended::position)
                .filter(position -> position.partition() == partition)
                .map(Position::offset)
                .toList();
    }

    private Position append(int partition, String text) {
        return get(log.append(partition, bytes(text)));
    }

    private static LogPositions end(InvalidationLog log) {
        return get(log.end());
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT), "answer");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
