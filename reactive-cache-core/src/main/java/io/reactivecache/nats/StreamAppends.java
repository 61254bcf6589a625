package io.reactivecache.nats;

import io.nats.client.api.PublishAck;
import io.reactivecache.Position;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** Appends to the streams of a log, tried again as long as their callers' time allows. */
final class StreamAppends {

    private final LogStreams streams;
    private final NatsLink link;

    StreamAppends(LogStreams streams, NatsLink link) {
        this.streams = streams;
        this.link = link;
    }

    /** Appends a record; whatever went wrong, the second try begins with a look at the streams. */
    Mono<Position> append(int partition, byte[] payload) {
        return Mono.defer(() -> {
            AtomicBoolean failed = new AtomicBoolean();
            return Mono.defer(() -> failed.getAndSet(true) ? streams.seen() : streams.life())
                    .flatMap(life -> append(life, partition, payload))
                    .retryWhen(TryAgain.WHILE_AWAY);
        });
    }

    /**
     * Appends in one life of the log. A sequence that the stream had before shows that it has lost records; then the record is
     * appended to the next life as well.
     */
    private Mono<Position> append(StreamLife life, int partition, byte[] payload) {
        Objects.checkIndex(partition, life.partitions());
        long before = life.known(partition);
        return publish(life.subject(partition), payload).flatMap(sequence -> {
            if (sequence > before) {
                life.know(partition, sequence);
                return Mono.just(life.position(partition, sequence));
            }
            life.doubt(partition);
            return streams.seen().flatMap(next -> append(next, partition, payload));
        });
    }

    private Mono<Long> publish(StreamSubject subject, byte[] payload) {
        return link.askLater(session -> session.stream().publishAsync(subject.text(), payload))
                .map(PublishAck::getSeqno)
                .timeout(NatsSession.ANSWER_TIMEOUT);
    }
}
