package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every {@link PositionCounter} promises, as tests. Extend it and make the counter. */
public abstract class PositionCounterContract {

    /** The number of partitions the counter must have. */
    protected static final int PARTITIONS = 3;

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private PositionCounter counter;
    private PositionCounter other;

    /** For subclasses. */
    protected PositionCounterContract() {}

    /**
     * Makes the counter a test works on.
     *
     * @return one of {@link #PARTITIONS} partitions that gave no position yet
     */
    protected abstract PositionCounter newCounter();

    /**
     * Another node's access to the counter that {@link #newCounter()} made last.
     *
     * @param counter that counter
     * @return by default the same object
     */
    protected PositionCounter otherNode(PositionCounter counter) {
        return counter;
    }

    @BeforeEach
    void makeCounter() {
        counter = newCounter();
        other = otherNode(counter);
    }

    @Test
    void aCounterThatGaveNothingEndsBeforeTheFirstPosition() {
        assertThat(end(counter).offsets()).containsExactly(-1, -1, -1);
        assertThat(end(other)).isEqualTo(end(counter));
    }

    @Test
    void positionsOfAPartitionFollowEachOtherOnAllNodes() {
        List<Position> taken = IntStream.range(0, 6)
                .mapToObj(i -> get((i % 2 == 0 ? counter : other).next(1)))
                .toList();

        assertThat(taken).extracting(Position::offset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(taken).extracting(Position::partition).containsOnly(1);
        assertThat(taken).extracting(Position::epoch).containsOnly(end(counter).epoch());
    }

    @Test
    void theEndIsTheLastPositionTaken() {
        Mono<LogPositions> end = counter.end();
        LogPositions before = get(end);
        Position taken = get(other.next(2));

        assertThat(before.offsets()).containsExactly(-1, -1, -1);
        assertThat(get(end).position(2)).isEqualTo(taken);
    }

    @Test
    void aPositionIsTakenAtEachSubscriptionAndNotBefore() {
        Mono<Position> next = counter.next(0);
        assertThat(end(counter).offset(0)).isEqualTo(-1);

        assertThat(get(next).offset()).isZero();
        assertThat(get(next).offset()).isEqualTo(1);
    }

    @Test
    void noPositionIsGivenTwice() {
        List<Position> taken = Flux.range(0, 3_000)
                .parallel(4)
                .runOn(Schedulers.parallel())
                .flatMap(i -> (i % 2 == 0 ? counter : other).next(i % PARTITIONS))
                .sequential()
                .collectList()
                .block(LIMIT);

        assertThat(new HashSet<>(Objects.requireNonNull(taken))).hasSize(3_000);
        assertThat(end(counter).offsets()).containsExactly(999, 999, 999);
    }

    @Test
    void aPartitionTheCounterDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> get(counter.next(PARTITIONS))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> get(counter.next(-1))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(end(counter).offsets()).containsExactly(-1, -1, -1);
    }

    private static LogPositions end(PositionCounter counter) {
        return get(counter.end());
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT), "answer");
    }
}
