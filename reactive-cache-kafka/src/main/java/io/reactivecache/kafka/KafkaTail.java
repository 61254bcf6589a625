package io.reactivecache.kafka;

import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the topic for one subscriber, through one life after the other. Begins anew, with a reset, where the records that
 * come next are not those that followed what was read.
 */
final class KafkaTail {

    private final KafkaTopic topic;
    private final KafkaWire wire;
    private final TopicWatch watch;
    private final Shutdown shutdown;
    private Optional<LogPositions> resume;
    private Optional<LogPositions> before;

    KafkaTail(KafkaTopic topic, KafkaWire wire, TopicWatch watch, Shutdown shutdown, Optional<LogPositions> from) {
        this.topic = topic;
        this.wire = wire;
        this.watch = watch;
        this.shutdown = shutdown;
        this.resume = from;
        this.before = from;
    }

    /** The events, without end. */
    Flux<LogEvent> events() {
        return Flux.defer(this::stretch).repeat();
    }

    /** The events of one stretch of continuity; completes where it breaks. */
    private Flux<LogEvent> stretch() {
        return shutdown.guard(end()).flatMapMany(this::from).onErrorComplete(InvalidOffsetException.class);
    }

    /** Positions beyond the end are of records that were lost, and the topic must know of them before it is asked. */
    private Mono<TopicEnd> end() {
        return topic.life().doOnNext(life -> resume.ifPresent(life::reach)).then(topic.end());
    }

    private Flux<LogEvent> from(TopicEnd end) {
        Optional<LogPositions> goingOn = resume.filter(end::canBeReachedFrom);
        LogPositions start = goingOn.orElseGet(() -> end.beginning(before));
        resume = Optional.empty();
        before = Optional.of(start);
        Flux<LogEvent> records = records(end.life(), start);
        return goingOn.isPresent() ? records : records.startWith(new Reset(start));
    }

    private Flux<LogEvent> records(TopicLife life, LogPositions after) {
        return shutdown.limit(wire.receive(after))
                .doOnNext(record -> received(life, record))
                .doOnError(LogTruncationException.class, lost -> life.breakOff())
                .takeUntilOther(Mono.firstWithSignal(life.over(), watch.looking()))
                .cast(LogEvent.class);
    }

    private void received(TopicLife life, Appended record) {
        life.reach(record.position().partition(), record.position().offset());
        if (record.payload().length == 0) {
            watch.hint();
        }
    }
}
