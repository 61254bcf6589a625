package io.reactivecache.nats;

import io.nats.client.Message;
import io.nats.client.impl.NatsJetStreamMetaData;
import io.reactivecache.nats.StreamLife.Landmark;
import io.reactivecache.spi.LogEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.util.retry.Retry;

/**
 * Follows the stream of one partition for one subscriber, one pull after the other.
 *
 * <p>Three things prove that nothing was missed. Sequences grow by one, so a gap shows with the next record. Before each pull
 * the server is asked where the stream ends: that must be in the same life, not before what was reached, and a pull that
 * finds no further record must have reached it. And a consumer begins with the record that was passed last, if it is known:
 * another one in its place shows that the stream has lost records and was filled again.
 */
final class PartitionTail {

    private static final Retry ONCE_WITHOUT_PROGRESS = Retry.max(1)
            .transientErrors(true)
            .filter(ConsumerLostException.class::isInstance)
            .onRetryExhaustedThrow((retry, lost) -> lost.failure());

    private final NatsLink link;
    private final LogStreams streams;
    private final StreamLife life;
    private final int partition;
    private final String stream;
    private long reached;
    private long due;
    private int pulled;

    PartitionTail(NatsLink link, LogStreams streams, StreamLife life, int partition, long reached) {
        this.link = link;
        this.streams = streams;
        this.life = life;
        this.partition = partition;
        this.stream = life.subject(partition).stream();
        this.reached = reached;
    }

    /**
     * The records after the sequence reached, without end. Errors with {@link ContinuityLostException} where they cannot be
     * had, and with what the server or the way to it suffers from.
     */
    Flux<LogEvent> records() {
        return look().thenMany(Flux.usingWhen(
                        Mono.defer(() -> PullConsumer.open(link, stream, start())),
                        this::untilLost,
                        PullConsumer::close,
                        (consumer, error) -> Mono.empty(),
                        PullConsumer::close))
                .onErrorMap(LogStreams::isAbsence, absent -> new ContinuityLostException(stream))
                .retryWhen(ONCE_WITHOUT_PROGRESS);
    }

    private Mono<Void> look() {
        return streams.look(life, partition).flatMap(now -> {
            due = now.last();
            return due < reached ? Mono.error(new ContinuityLostException(stream)) : Mono.empty();
        });
    }

    private long start() {
        return isAtLandmark() ? reached : reached + 1;
    }

    private boolean isAtLandmark() {
        Landmark last = life.passed(partition);
        return last != null && last.sequence() == reached;
    }

    private Flux<LogEvent> untilLost(PullConsumer consumer) {
        return Flux.defer(() -> round(consumer)).repeat();
    }

    private Flux<LogEvent> round(PullConsumer consumer) {
        pulled = 0;
        Flux<LogEvent> records = consumer.pull().handle(this::pass);
        return look().thenMany(records).concatWith(Flux.defer(this::missing));
    }

    private void pass(Message message, SynchronousSink<LogEvent> sink) {
        NatsJetStreamMetaData place = message.metaData();
        Landmark record = new Landmark(place.streamSequence(), PartitionStream.nanos(place.timestamp()));
        pulled++;
        if (record.sequence() == reached + 1) {
            reached = record.sequence();
            life.pass(partition, record);
            sink.next(new LogEvent.Appended(life.position(partition, reached), message.getData()));
        } else if (record.sequence() > reached || isAnother(record)) {
            sink.error(new ContinuityLostException(stream));
        }
    }

    /** True if the record stands in the place of the one that was passed last. */
    private boolean isAnother(Landmark record) {
        boolean another = isAtLandmark() && record.sequence() == reached && !record.equals(life.passed(partition));
        if (another) {
            life.doubt(partition);
        }
        return another;
    }

    /** The server had no further record, and those it had were not all there must be. */
    private Flux<LogEvent> missing() {
        return pulled < PullConsumer.BATCH && reached < due
                ? Flux.error(new ContinuityLostException(stream))
                : Flux.empty();
    }
}
