package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A log of changes, split into partitions, each of them totally ordered. All nodes of a cache append to it and every node
 * sees every record. What the records mean is the cache's affair: the log carries bytes.
 *
 * <p>All methods are cold and safe to use from many threads. None may block the subscribing thread.
 */
public interface InvalidationLog {

    /** What this log guarantees to a node that was cut off. Constant. */
    DeliveryClass deliveryClass();

    /**
     * Appends a record to a partition and emits its position once the log keeps it as safely as it can.
     *
     * <p>Errors if the log did not acknowledge it; the record may be in the log all the same. Cancelling ends the wait,
     * not the append. Implementations bound the appends under way and refuse more with an error.
     *
     * @param partition from 0 to one less than {@link LogPositions#partitions()}; another is an
     *     {@link IndexOutOfBoundsException}, thrown or emitted
     */
    Mono<Position> append(int partition, byte[] payload);

    /**
     * Delivers every record after the given positions, in order within each partition, without end.
     *
     * <p>Without positions, and whenever the log cannot continue from the ones given (records gone, another epoch,
     * another number of partitions), the first event is a {@link LogEvent.Reset}. A log that is
     * not {@link DeliveryClass#REPLAYABLE} always begins with one. A {@link LogEvent.Reset} may come later too, where
     * continuity breaks. Errors when the connection is lost, unless the log itself reconnects and loses nothing;
     * subscribe again with the positions reached. Honours demand; cancelling releases the connection.
     */
    Flux<LogEvent> tail(Optional<LogPositions> from);

    /**
     * Emits the epoch, the number of partitions and the position of the last record of each partition, at some time
     * after the subscription. Errors if the log cannot be reached.
     */
    Mono<LogPositions> end();
}
