package io.reactivecache.nats;

import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Follows all streams of a log: stretches of continuity, each but the first of which begins with a reset. */
final class StreamTail {

    private static final int PREFETCH = 64;

    private final LogStreams streams;
    private final NatsLink link;

    StreamTail(LogStreams streams, NatsLink link) {
        this.streams = streams;
        this.link = link;
    }

    /** The events after the positions, if the log can be continued from there, without end. */
    Flux<LogEvent> from(Optional<LogPositions> positions) {
        return Flux.defer(() -> {
                    AtomicReference<Optional<LogPositions>> start = new AtomicReference<>(positions);
                    return Flux.defer(() -> stretch(start.getAndSet(Optional.empty())))
                            .repeat();
                })
                .publishOn(Schedulers.parallel(), PREFETCH);
    }

    /** The events of one stretch of continuity; completes where it breaks. */
    private Flux<LogEvent> stretch(Optional<LogPositions> from) {
        return link.guard(streams.end())
                .flatMapMany(end -> from.filter(end::canBeReachedFrom)
                        .map(positions -> records(end.life(), positions))
                        .orElseGet(() -> records(end.life(), end.positions()).startWith(new Reset(end.positions()))))
                .onErrorComplete(ContinuityLostException.class);
    }

    private Flux<LogEvent> records(StreamLife life, LogPositions after) {
        return Flux.defer(() -> {
            Sinks.Empty<Void> broken = Sinks.empty();
            Flux<LogEvent> all = Flux.fromStream(tails(life, after))
                    .flatMap(tail -> orBreak(tail.records(), broken), after.partitions(), PREFETCH)
                    .takeUntilOther(broken.asMono());
            return link.limit(all).takeUntilOther(life.over());
        });
    }

    private Stream<PartitionTail> tails(StreamLife life, LogPositions after) {
        return IntStream.range(0, after.partitions())
                .mapToObj(partition -> new PartitionTail(link, streams, life, partition, after.offset(partition) + 1));
    }

    /** What befalls one partition often befalls all at once: the first failure ends them, and no other one is heard of. */
    private static Flux<LogEvent> orBreak(Flux<LogEvent> records, Sinks.Empty<Void> broken) {
        return records.onErrorResume(failure -> {
            broken.tryEmitError(failure);
            return Flux.never();
        });
    }
}
