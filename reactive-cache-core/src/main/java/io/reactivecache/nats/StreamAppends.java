package io.reactivecache.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.reactivecache.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Appends to the streams of a log, tried again as long as their callers' time allows. */
final class StreamAppends {

    private static final int UNAVAILABLE = 503;

    /** The time is limited elsewhere. */
    private static final Retry TRY_AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
            .maxBackoff(Duration.ofSeconds(1))
            .filter(StreamAppends::mayPass);

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
                    .retryWhen(TRY_AGAIN);
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

    /** True if another try may pass: the server, or the way to it, is not there now, or the stream has another subject. */
    private static boolean mayPass(Throwable error) {
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof CancellationException
                || error instanceof IllegalStateException
                || error instanceof JetStreamApiException refused && refused.getErrorCode() == UNAVAILABLE;
    }
}
