package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log as writes see it: their appends are measured and observed. */
public final class MeasuredLog implements InvalidationLog {

    private final InvalidationLog log;
    private final Measures measures;

    public MeasuredLog(InvalidationLog log, Measures measures) {
        this.log = log;
        this.measures = measures;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return measures.measured(CacheTimer.APPEND, log.append(partition, payload));
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.tail(from);
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }
}
