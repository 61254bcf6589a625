package io.reactivecache.spi;

import io.reactivecache.Position;
import reactor.core.publisher.Mono;

/**
 * Counts the positions of a log that cannot count by itself, one number after the other for each partition. All nodes of a
 * log use the same one.
 *
 * <p>No position is given twice. A counter that cannot be sure of that, since it may have forgotten what it gave, goes on in
 * another epoch.
 *
 * <p>All methods are cold and safe to use from many threads. None may block the subscribing thread.
 */
public interface PositionCounter {

    /**
     * Takes the next position of a partition and emits it. Errors if the counter did not answer; the position may be taken
     * all the same. Cancelling ends the wait, not the taking.
     *
     * @param partition from 0 to one less than {@link LogPositions#partitions()}; another is an
     *     {@link IndexOutOfBoundsException}, thrown or emitted
     */
    Mono<Position> next(int partition);

    /**
     * Emits the epoch, the number of partitions and the last position taken of each partition, at some time after the
     * subscription. Errors if the counter cannot be reached.
     */
    Mono<LogPositions> end();
}
