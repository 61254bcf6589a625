package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A log that keeps the records of the present history and has lost those of earlier ones. For one thread. */
final class KeptLog implements InvalidationLog {

    private static final long EPOCH = 1;

    private final long[] last;
    private final long[] lost;
    private final List<LogEvent.Appended> kept = new ArrayList<>();
    private final List<Sinks.Many<LogEvent>> tails = new ArrayList<>();

    KeptLog(int partitions) {
        this.last = IntStream.range(0, partitions).mapToLong(p -> -1).toArray();
        this.lost = last.clone();
    }

    /** Loses what there is. */
    void lose() {
        kept.clear();
        System.arraycopy(last, 0, lost, 0, last.length);
    }

    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.REPLAYABLE;
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return Mono.fromSupplier(() -> {
            Position position = new Position(EPOCH, partition, ++last[partition]);
            LogEvent.Appended record = new LogEvent.Appended(position, payload);
            kept.add(record);
            List.copyOf(tails).forEach(tail -> tail.tryEmitNext(record).orThrow());
            return position;
        });
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return Flux.defer(() -> {
            Sinks.Many<LogEvent> tail = Sinks.many().unicast().onBackpressureBuffer();
            tails.add(tail);
            begin(from).forEach(event -> tail.tryEmitNext(event).orThrow());
            return tail.asFlux().doFinally(end -> tails.remove(tail));
        });
    }

    private List<? extends LogEvent> begin(Optional<LogPositions> from) {
        return from.filter(positions -> positions.reaches(LogPositions.of(EPOCH, lost)))
                .<List<? extends LogEvent>>map(positions -> kept.stream()
                        .filter(record -> record.position().offset()
                                > positions.offset(record.position().partition()))
                        .toList())
                .orElseGet(() -> List.of(new LogEvent.Reset(positions())));
    }

    @Override
    public Mono<LogPositions> end() {
        return Mono.fromSupplier(this::positions);
    }

    private LogPositions positions() {
        return LogPositions.of(EPOCH, last);
    }
}
