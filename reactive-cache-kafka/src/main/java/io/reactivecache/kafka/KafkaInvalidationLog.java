package io.reactivecache.kafka;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.append.PendingAppends;
import java.util.Objects;
import java.util.Optional;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An invalidation log kept in one topic of Apache Kafka. Appends are acknowledged by all in-sync replicas; every tail has
 * a consumer of its own that reads all partitions, belongs to no group and commits nothing.
 *
 * <p>Nothing is connected before the first subscription, and an absent broker fails an operation, never this object: once
 * the broker is there the next operation works. The topic is created if it is absent; the number of partitions of an
 * existing topic wins over the configured one.
 *
 * <p>A topic that was deleted and created again, was given more partitions, or has lost records at its end has another
 * epoch. That is noticed by the next {@link #end()}, by an append that is answered with an offset passed before, by a tail
 * whose place in the topic is gone, and by all tails within the check interval. Where records were lost, the log itself
 * gives the topic one more partition, so that all nodes see another epoch; it needs the right to alter the topic. New
 * partitions are read from their beginning.
 *
 * <p>Positions, ends and errors are emitted on {@link Schedulers#parallel()}, the events of a tail on the thread that
 * polls for it: a subscriber that blocks there holds up its own tail only.
 */
public final class KafkaInvalidationLog implements InvalidationLog, Disposable {

    private final KafkaWire wire;
    private final KafkaTopic topic;
    private final TopicWatch watch;
    private final PendingAppends appends;
    private final Shutdown shutdown;

    KafkaInvalidationLog(KafkaLogSettings settings) {
        this.shutdown = new Shutdown(settings.clients().clientId());
        this.wire = new KafkaWire(settings.clients(), settings.topic().name(), shutdown);
        TopicQuestions questions = new TopicQuestions(settings.clients(), settings.topic(), shutdown);
        this.topic = new KafkaTopic(questions, new TopicRenewal(settings.topic().name(), questions, wire.notice()));
        this.watch = new TopicWatch(topic, settings.checkInterval());
        this.appends = new PendingAppends(
                settings.maxPendingAppends(), settings.clients().appendTimeout());
        shutdown.add(appends::failAll);
    }

    /** Settings for a log; all but the bootstrap servers have defaults. */
    public static KafkaInvalidationLogBuilder builder() {
        return new KafkaInvalidationLogBuilder();
    }

    /** {@link DeliveryClass#REPLAYABLE}, within the topic's retention. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.REPLAYABLE;
    }

    /**
     * Appends as {@link InvalidationLog#append} promises, and emits the position once all in-sync replicas have the record.
     *
     * <p>An append waits out a broker that restarts, up to the append timeout. Errors with
     * {@link io.reactivecache.CacheOverloadedException} if too many appends are under way, with
     * {@link IndexOutOfBoundsException} if the topic has no such partition, and with {@link LogClosedException} once the
     * log is disposed.
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        Objects.requireNonNull(payload, "payload");
        return appends.admit(topic.life().flatMap(life -> append(life, partition, payload)));
    }

    /**
     * Appends in one life of the topic. If that life proves to be over by the time of the acknowledgement nobody knows in
     * which one the record is, so it is appended to the next as well.
     */
    private Mono<Position> append(TopicLife life, int partition, byte[] payload) {
        Objects.checkIndex(partition, life.partitions());
        return wire.send(partition, payload)
                .retryWhen(KafkaWire.TRY_AGAIN)
                .flatMap(offset -> confirmed(life, partition, offset)
                        .flatMap(now -> now == life
                                ? Mono.just(new Position(life.epoch(), partition, offset))
                                : append(now, partition, payload)));
    }

    private Mono<TopicLife> confirmed(TopicLife life, int partition, long offset) {
        boolean inThisLife = life.advance(partition, offset) && !life.isBroken();
        return inThisLife ? Mono.just(life) : topic.end().map(TopicEnd::life);
    }

    /**
     * Delivers as {@link InvalidationLog#tail} promises.
     *
     * <p>A consumer reconnects by itself and goes on where it was, so a broker that restarts is not an error here; one
     * that cannot be reached when the tail begins is.
     */
    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return Flux.defer(() -> new KafkaTail(topic, wire, watch, shutdown, from).events());
    }

    @Override
    public Mono<LogPositions> end() {
        return shutdown.guard(topic.end()).map(TopicEnd::positions);
    }

    /**
     * Closes the connections and ends all threads, without waiting for it. Appends under way get a moment to be
     * acknowledged; whatever is still under way then errors with {@link LogClosedException}, as do all later calls.
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
