package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's view of a log that reaches it late: what the node does not know of yet only the remote tier can turn away. */
final class LateLog implements InvalidationLog {

    private final InvalidationLog log;
    private final Duration lag;

    LateLog(InvalidationLog log, Duration lag) {
        this.log = log;
        this.lag = lag;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return log.append(partition, payload);
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.tail(from).delaySequence(lag);
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }
}
