package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

final class PositionWaitsTest {

    private static final int LIMIT = 3;

    private final AtomicLongArray applied = new AtomicLongArray(new long[] {-1, -1});
    private final PositionWaits waits = new PositionWaits(applied, LIMIT);

    @Test
    void eachIsToldOnceItsOffsetIsAppliedInItsPartition() {
        Heard<Boolean> five = waiter(0, 5);
        Heard<Boolean> seven = waiter(0, 7);
        Heard<Boolean> elsewhere = waiter(1, 5);
        apply(0, 6);

        assertThat(five.values()).containsExactly(true);
        assertThat(seven.isNothing()).isTrue();
        assertThat(elsewhere.isNothing()).isTrue();
        assertThat(waits.waiting()).isEqualTo(2);
        apply(0, 7);
        assertThat(seven.values()).containsExactly(true);
    }

    @Test
    void noMoreWaitThanTheLimitAndWhoLeavesMakesRoom() {
        Heard<Boolean> first = waiter(0, 5);
        waiter(0, 5);
        waiter(1, 5);
        assertThat(waiter(1, 5).values()).containsExactly(false);
        first.cancel();

        assertThat(waits.waiting()).isEqualTo(2);
        assertThat(waiter(1, 5).isNothing()).isTrue();
    }

    @Test
    void theEndOfTheEpochTellsAllAndNobodyWaitsAfterwards() {
        Heard<Boolean> before = waiter(0, 5);
        waits.end();

        assertThat(before.values()).containsExactly(false);
        assertThat(waiter(0, 5).values()).containsExactly(false);
        assertThat(waits.waiting()).isZero();
    }

    /** Whoever comes while the offset is being applied sees it, or is seen. */
    @Test
    void nobodyIsForgotten() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger turn = new AtomicInteger();
        int rounds = 5_000;
        PositionWaits[] raced = new PositionWaits[rounds];
        AtomicLongArray[] offsets = new AtomicLongArray[rounds];
        for (int round = 0; round < rounds; round++) {
            offsets[round] = new AtomicLongArray(new long[] {-1});
            raced[round] = new PositionWaits(offsets[round], LIMIT);
        }

        try (Race race = new Race(2)) {
            race.run(runner -> {
                for (int round = 0; round < rounds; round++) {
                    meet(turn, round);
                    if (runner == 0) {
                        offsets[round].set(0, 0);
                        raced[round].applied(0, 0);
                    } else {
                        raced[round].await(0, 0).subscribe(reached -> told.incrementAndGet());
                    }
                }
            });
        }
        assertThat(told).hasValue(rounds);
    }

    /** Both go on as nearly at once as can be. */
    private static void meet(AtomicInteger turn, int round) {
        turn.incrementAndGet();
        while (turn.get() < 2 * (round + 1)) {
            Thread.yield();
        }
    }

    @Test
    void manyWaitInOrder() {
        PositionWaits many = new PositionWaits(applied, 1_000);
        Heard<Integer> last = Heard.of(Flux.range(0, 1_000)
                .flatMap(offset -> many.await(0, offset).thenReturn(offset), 1_000)
                .last());
        for (int offset = 0; offset < 1_000; offset++) {
            applied.set(0, offset);
            many.applied(0, offset);
        }

        assertThat(last.values()).containsExactly(999);
    }

    private Heard<Boolean> waiter(int partition, long offset) {
        return Heard.of(waits.await(partition, offset));
    }

    private void apply(int partition, long offset) {
        applied.set(partition, offset);
        waits.applied(partition, offset);
    }
}
