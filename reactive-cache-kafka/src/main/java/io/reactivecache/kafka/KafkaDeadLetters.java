package io.reactivecache.kafka;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.Token;
import io.reactivecache.spi.append.PendingAppends;
import java.util.Objects;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Dead letters kept in one compacted topic of Apache Kafka, by their tokens, in its first partition. A letter stays until it
 * is removed; removing one leaves a tombstone, by which Kafka forgets it. Several nodes may share the topic.
 *
 * <p>Nothing is connected before the first subscription. The topic is created if it is absent, with one partition; one that
 * is not compacted, or drops letters by their age as well, is refused. All operations error with {@link JournalException}:
 * if Kafka does not answer in time, if a letter is too large, if too many operations are under way, and once this is
 * disposed.
 */
public final class KafkaDeadLetters implements DeadLetters, Disposable {

    private static final int PARTITION = 0;
    private static final int MAX_UNDER_WAY = 1_000;

    private final ClientSettings clients;
    private final TopicSettings settings;
    private final KafkaWire wire;
    private final CheckedTopic topic;
    private final PendingAppends appends;
    private final Shutdown shutdown;

    KafkaDeadLetters(ClientSettings clients, TopicSettings settings) {
        this.clients = clients;
        this.settings = settings;
        this.shutdown = new Shutdown(clients.clientId());
        this.wire = new KafkaWire(clients, settings.name(), shutdown);
        this.topic = new CheckedTopic(
                settings.name(),
                new TopicQuestions(clients, settings, shutdown),
                (found, config) -> new TopicFitness(config)
                        .hasPolicy(TopicConfig.CLEANUP_POLICY_COMPACT)
                        .throwIfUnfit());
        this.appends = new PendingAppends(MAX_UNDER_WAY, clients.appendTimeout());
        shutdown.add(appends::failAll);
    }

    /** Settings for dead letters; all but the bootstrap servers have defaults. */
    public static KafkaDeadLettersBuilder builder() {
        return new KafkaDeadLettersBuilder();
    }

    /** Completes, on a parallel thread, once all in-sync replicas have the letter. Cancelling ends the wait only. */
    @Override
    public Mono<Void> add(DeadLetter letter) {
        Objects.requireNonNull(letter, "letter");
        return send(letter.token(), LetterFormat.value(letter));
    }

    /** Completes, on a parallel thread, once all in-sync replicas have the tombstone. Cancelling ends the wait only. */
    @Override
    public Mono<Void> remove(Token token) {
        Objects.requireNonNull(token, "token");
        return send(token, null);
    }

    private Mono<Void> send(Token token, byte @Nullable [] value) {
        Mono<Long> sent = Mono.defer(() -> wire.send(PARTITION, LetterFormat.key(token), value))
                .retryWhen(KafkaWire.TRY_AGAIN);
        return appends.admit(topic.ready().then(sent))
                .onErrorMap(JournalErrors::of)
                .then();
    }

    /**
     * Emits the letters there were at the time of the subscription and were not removed by then, those last added last, as
     * far as they are asked for; then completes. Reads the topic twice. A record that is no letter is passed over. Emits on a
     * thread that may block.
     */
    @Override
    public Flux<DeadLetter> letters() {
        Flux<DeadLetter> read = Flux.<DeadLetter, LettersReader>generate(
                        this::open, KafkaDeadLetters::next, this::close)
                .subscribeOn(shutdown.blocking(), true);
        return shutdown.guard(topic.ready().thenReturn(true)).thenMany(read).onErrorMap(JournalErrors::of);
    }

    private LettersReader open() {
        return new LettersReader(clients, settings.name());
    }

    private static LettersReader next(LettersReader reader, SynchronousSink<DeadLetter> sink) {
        try {
            reader.next().ifPresentOrElse(sink::next, sink::complete);
        } catch (InterruptException cancelled) {
            sink.complete();
        }
        return reader;
    }

    /** Who cancels may be a thread that must not wait. */
    private void close(LettersReader reader) {
        shutdown.blocking().schedule(reader::close);
    }

    /**
     * Closes the connections and ends all threads, without waiting for it. Whatever is under way errors with
     * {@link JournalException.Reason#CLOSED}, as do all later calls.
     */
    @Override
    public void dispose() {
        appends.close();
        shutdown.dispose();
    }

    @Override
    public boolean isDisposed() {
        return shutdown.isDisposed();
    }
}
