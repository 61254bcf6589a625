package io.reactivecache.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The streams of a log, one for each partition: what the server says of them, and their making if they are absent.
 *
 * <p>A stream numbers its records without a gap, so with a stream of its own a partition's positions do. In one stream for
 * all partitions the numbers would run through all of them: a record of one partition that is missing could not be told from
 * one of another, and the end of a partition would be forgotten with its last record.
 */
final class LogStreams {

    private static final int ABSENT = 10_059;
    private static final int EXISTS = 10_058;
    private static final long[] NOTHING = {};
    private static final int SERVER_ERRORS = 500;
    private static final int MAX_TRIES = 5;
    private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(10);

    /**
     * How long a stream of the log that is absent is left so: a server that is still deleting one may wreck the stream that
     * is made in its place.
     */
    private static final Duration SETTLING_TIME = Duration.ofMillis(500);

    private static final Retry TRY_AGAIN = Retry.backoff(MAX_TRIES, Duration.ofMillis(50))
            .filter(LogStreams::isOfTheServer)
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final StreamLogSettings settings;
    private final NatsLink link;
    private final AtomicReference<@Nullable StreamLife> current = new AtomicReference<>();
    private final Mono<StreamLife> seen;

    LogStreams(StreamLogSettings settings, NatsLink link) {
        this.settings = settings;
        this.link = link;
        this.seen = end().map(LogEnd::life).cacheInvalidateIf(life -> true);
    }

    /** Emits the life last seen; asks the server if none was. */
    Mono<StreamLife> life() {
        return Mono.defer(() -> {
            StreamLife known = current.get();
            return known != null ? Mono.just(known) : seen;
        });
    }

    /** Asks the server for the life of the log, once for all who ask meanwhile, and ends the one before it if that is over. */
    Mono<StreamLife> seen() {
        return seen;
    }

    /** Emits the end of the log. */
    Mono<LogEnd> end() {
        return Mono.defer(() -> endSince(current.get()))
                .repeatWhenEmpty(attempts -> attempts)
                .retryWhen(TRY_AGAIN)
                .timeout(QUESTION_TIMEOUT);
    }

    /** Emits nothing if another look has found another life meanwhile: nobody knows which of the two is over. */
    private Mono<LogEnd> endSince(@Nullable StreamLife before) {
        return look(0, settings.partitions())
                .flatMap(first -> others(first.subject().partitions()).map(others -> joined(first, others)))
                .mapNotNull(streams -> end(before, streams));
    }

    private Mono<List<PartitionStream>> others(int partitions) {
        return Flux.fromStream(() -> IntStream.range(1, partitions).boxed())
                .flatMapSequential(partition -> look(partition, partitions))
                .collectList();
    }

    private static List<PartitionStream> joined(PartitionStream first, List<PartitionStream> others) {
        List<PartitionStream> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    private @Nullable LogEnd end(@Nullable StreamLife before, List<PartitionStream> streams) {
        StreamLife life = lifeOf(before, new StreamLife(streams));
        if (life == null) {
            return null;
        }
        streams.forEach(stream -> life.know(stream.subject().partition(), stream.last()));
        return new LogEnd(life, streams);
    }

    private @Nullable StreamLife lifeOf(@Nullable StreamLife before, StreamLife found) {
        StreamLife known = current.get();
        if (known != null && known.epoch() == found.epoch()) {
            return known;
        }
        if (!current.compareAndSet(before, found)) {
            return null;
        }
        if (before != null) {
            before.end();
        }
        return found;
    }

    /** Emits what the server says of the stream of a partition; errors if it is not of the life given any more. */
    Mono<PartitionStream> look(StreamLife life, int partition) {
        String name = life.subject(partition).stream();
        return link.ask(session -> session.management().getStreamInfo(name))
                .map(PartitionStream::of)
                .filter(life::includes)
                .switchIfEmpty(Mono.error(() -> new ContinuityLostException(name)));
    }

    private Mono<PartitionStream> look(int partition, int partitions) {
        String name = StreamSubject.stream(settings.name(), partition);
        return link.ask(session -> fitting(session.management(), name, partitions))
                .onErrorResume(LogStreams::isAbsence, absent -> making(partition, partitions));
    }

    private Mono<PartitionStream> making(int partition, int partitions) {
        StreamSubject drawn = StreamSubject.drawn(settings.name(), partition, partitions);
        return Mono.delay(current.get() == null ? Duration.ZERO : SETTLING_TIME)
                .then(link.ask(session -> PartitionStream.of(made(session.management(), drawn))));
    }

    /** What is known of the stream is noted before the server is asked: it may grow meanwhile. */
    private PartitionStream fitting(JetStreamManagement server, String name, int partitions)
            throws IOException, JetStreamApiException {
        StreamLife life = current.get();
        long[] known = life == null ? NOTHING : life.known();
        StreamInfo said = server.getStreamInfo(name);
        PartitionStream found = PartitionStream.of(said);
        int partition = found.subject().partition();
        boolean isCut = life != null && life.includes(found) && found.last() < known[partition];
        boolean isOfAnotherLog = partition > 0 && found.subject().partitions() != partitions;
        return isCut || isOfAnotherLog ? renewed(server, said.getConfiguration(), found.subject(), partitions) : found;
    }

    /** Another node may be faster, and has drawn another subject. */
    private StreamInfo made(JetStreamManagement server, StreamSubject drawn) throws IOException, JetStreamApiException {
        try {
            return server.addStream(settings.stream(drawn));
        } catch (JetStreamApiException there) {
            if (!is(there, EXISTS)) {
                throw there;
            }
            return server.getStreamInfo(drawn.stream());
        }
    }

    /** The stream goes on under another subject, by which every node sees another epoch. */
    private static PartitionStream renewed(
            JetStreamManagement server, StreamConfiguration configuration, StreamSubject before, int partitions)
            throws IOException, JetStreamApiException {
        int count = before.partition() == 0 ? before.partitions() : partitions;
        StreamSubject drawn = StreamSubject.drawn(before.log(), before.partition(), count);
        return PartitionStream.of(server.updateStream(StreamConfiguration.builder(configuration)
                .subjects(drawn.text())
                .build()));
    }

    /** True if the server says that there is no such stream. */
    static boolean isAbsence(Throwable error) {
        return is(error, ABSENT);
    }

    private static boolean isOfTheServer(Throwable error) {
        return error instanceof JetStreamApiException failed && failed.getErrorCode() >= SERVER_ERRORS;
    }

    private static boolean is(Throwable error, int code) {
        return error instanceof JetStreamApiException refused && refused.getApiErrorCode() == code;
    }
}
