package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.spi.append.PendingAppends;
import java.util.List;
import java.util.Objects;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A journal of writes kept in one topic of Apache Kafka, so that they outlive this machine. What was appended is
 * acknowledged by all in-sync replicas; the nodes that drain it share its partitions as a consumer group, and entries of a
 * key are always in the same partition.
 *
 * <p>Nothing is connected before the first subscription, and an absent broker fails an operation, never this object: once
 * the broker is there the next operation works. The topic is created if it is absent. One that could lose entries is
 * refused with {@link JournalException.Reason#BROKEN}: if it is compacted, keeps its records for a shorter time than the
 * retention, limits their bytes, or has fewer partitions than the keys are spread over.
 *
 * <p>An entry is delivered at least once. What was acknowledged is committed soon after, and before a partition goes to
 * another node: that one begins at the first entry that was not acknowledged, and repeats all that is after it, in order.
 * Entries are delivered only while this node is in the group for sure, so the last write of a key is applied last, unless
 * a node goes on applying what it was given for longer than the others wait for it.
 */
public final class KafkaWriteJournal implements WriteJournal, Disposable {

    private final KafkaWire wire;
    private final KeyPartitions partitions;
    private final CheckedTopic topic;
    private final JournalDrains drains;
    private final PendingAppends appends;
    private final JournalSettings settings;
    private final Shutdown shutdown;

    KafkaWriteJournal(JournalSettings settings) {
        this.settings = settings;
        ClientSettings clients = settings.clients();
        TopicSettings wanted = settings.topic();
        this.shutdown = new Shutdown(clients.clientId());
        this.drains = new JournalDrains(settings, shutdown);
        this.wire = new KafkaWire(clients, wanted.name(), shutdown);
        this.partitions = new KeyPartitions(wanted.partitions());
        this.topic = new CheckedTopic(
                wanted.name(),
                new TopicQuestions(clients, wanted, shutdown),
                (found, config) -> new TopicFitness(config)
                        .keepsAllFor(settings.retention())
                        .hasPartitions(found, wanted.partitions())
                        .throwIfUnfit());
        this.appends = new PendingAppends(settings.maxPendingAppends(), clients.appendTimeout());
        shutdown.add(appends::failAll);
    }

    /** Settings for a journal; all but the bootstrap servers have defaults. */
    public static KafkaWriteJournalBuilder builder() {
        return new KafkaWriteJournalBuilder();
    }

    /**
     * Appends as {@link WriteJournal#append} promises, and completes once all in-sync replicas have the entry.
     *
     * <p>Waits out a broker that restarts, up to the append timeout, and errors with {@link JournalException.Reason#AWAY} then.
     * Errors with {@code FULL} at once if too many appends are under way, with {@code TOO_LARGE} if Kafka does not take an
     * entry of that size, and with {@code CLOSED} once the journal is disposed. Emits on the thread that answers: a parallel
     * one.
     */
    @Override
    public Mono<Long> append(String key, byte[] payload) {
        byte[] keyBytes = KeyPartitions.bytes(key);
        Objects.requireNonNull(payload, "payload");
        return appends.admit(topic.ready().then(send(keyBytes, payload))).onErrorMap(JournalErrors::of);
    }

    private Mono<Long> send(byte[] key, byte[] payload) {
        return Mono.defer(() -> wire.send(partitions.of(key), key, payload)).retryWhen(KafkaWire.TRY_AGAIN);
    }

    /**
     * Delivers as {@link WriteJournal#drain} promises, from the partitions this node has in the group. A second subscriber
     * errors with {@link IllegalStateException} while there is one.
     *
     * <p>Emits on the thread that polls for it or on one that asks for more; a subscriber that blocks either for some
     * minutes loses its partitions to others. Withdraws a partition that another node is to have, and waits for what was
     * delivered of it up to the withdraw timeout. What was delivered to a subscriber that cancels may still be acknowledged
     * or released: this node keeps its partitions until it is, up to the same time, or until another subscriber is there,
     * which gets all of it again.
     *
     * <p>Errors with {@link JournalException} if the broker cannot be reached when it begins, and if it refuses this node;
     * one that restarts later is not an error.
     */
    @Override
    public Flux<JournalEvent> drain() {
        return shutdown.guard(topic.ready().thenReturn(true))
                .thenMany(drains.events())
                .onErrorMap(JournalErrors::isOfKafka, JournalErrors::of);
    }

    @Override
    public Mono<Void> acknowledge(List<Entry> entries) {
        List<Entry> applied = List.copyOf(entries);
        return Mono.fromRunnable(() -> drains.acknowledge(applied));
    }

    @Override
    public Mono<Void> release(List<Entry> entries) {
        List<Entry> released = List.copyOf(entries);
        return Mono.fromRunnable(() -> drains.release(released));
    }

    /** Emits, on a parallel thread, whether the brokers answer and the topic may be used; looks at each check interval. */
    @Override
    public Flux<Boolean> available() {
        return shutdown.limit(topic.available(settings.checkInterval())).concatWith(shutdown.guard(Mono.never()));
    }

    /**
     * Closes the connections and ends all threads, without waiting for it. What was acknowledged is committed, and the
     * partitions go to others at once: end what is being applied before. Appends under way get a moment; whatever is still
     * under way then errors with {@link JournalException.Reason#CLOSED}, as do all later calls.
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
