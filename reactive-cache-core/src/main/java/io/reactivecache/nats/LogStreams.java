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
    private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(10);

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
        return look(0, settings.partitions())
                .flatMap(first -> others(first.subject().partitions()).map(others -> end(first, others)))
                .timeout(QUESTION_TIMEOUT);
    }

    private Mono<List<PartitionStream>> others(int partitions) {
        return Flux.fromStream(() -> IntStream.range(1, partitions).boxed())
                .flatMapSequential(partition -> look(partition, partitions))
                .collectList();
    }

    private LogEnd end(PartitionStream first, List<PartitionStream> others) {
        List<PartitionStream> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        StreamLife life = lifeOf(all);
        all.forEach(stream -> life.know(stream.subject().partition(), stream.last()));
        return new LogEnd(life, all);
    }

    private StreamLife lifeOf(List<PartitionStream> streams) {
        StreamLife found = new StreamLife(streams);
        StreamLife before = current.getAndUpdate(life -> life != null && life.epoch() == found.epoch() ? life : found);
        if (before == null || before.epoch() == found.epoch()) {
            return before == null ? found : before;
        }
        before.end();
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
        return link.ask(session -> fitting(session.management(), partition, partitions));
    }

    /** What is known of the stream is noted before the server is asked: it may grow meanwhile. */
    private PartitionStream fitting(JetStreamManagement server, int partition, int partitions)
            throws IOException, JetStreamApiException {
        StreamLife life = current.get();
        long known = life != null && partition < life.partitions() ? life.known(partition) : 0;
        StreamInfo said = foundOrMade(server, StreamSubject.drawn(settings.name(), partition, partitions));
        PartitionStream found = PartitionStream.of(said);
        boolean isCut = life != null && life.includes(found) && found.last() < known;
        boolean isOfAnotherLog = partition > 0 && found.subject().partitions() != partitions;
        return isCut || isOfAnotherLog ? renewed(server, said.getConfiguration(), found.subject(), partitions) : found;
    }

    /** Another node may be faster, and has drawn another subject. */
    private StreamInfo foundOrMade(JetStreamManagement server, StreamSubject drawn)
            throws IOException, JetStreamApiException {
        try {
            return server.getStreamInfo(drawn.stream());
        } catch (JetStreamApiException absent) {
            if (!isAbsence(absent)) {
                throw absent;
            }
            return made(server, drawn);
        }
    }

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

    private static boolean is(Throwable error, int code) {
        return error instanceof JetStreamApiException refused && refused.getApiErrorCode() == code;
    }
}
