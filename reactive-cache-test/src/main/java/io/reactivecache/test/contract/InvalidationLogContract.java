package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What every {@link InvalidationLog} promises, as tests. Extend it, make the log, and override the hooks for what can
 * happen to it; the tests of hooks that are not overridden are skipped.
 */
public abstract class InvalidationLogContract extends InvalidationLogContinuityContract {

    /** For subclasses. */
    protected InvalidationLogContract() {}

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
}
