package io.reactivecache.kafka;

import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.util.retry.Retry;

/**
 * Records to and from one topic, by Reactor Kafka. The only class that knows it.
 *
 * <p>Every record is a send of its own. Reactor Kafka hands the results of one long send on from the thread that sends
 * and from the one that hears from the broker, unserialized, as soon as a send fails at once; a send of one record has
 * nothing to mix up and nothing that an error could end. The producer batches all the same. Reactor Kafka calls
 * {@code KafkaProducer.send}, which may block, on a thread of its own.
 */
final class KafkaWire {

    /**
     * While no broker can be reached the producer may forget the topic, and sends fail before the producer has tried them
     * for as long as an append may take. That time is limited elsewhere.
     */
    static final Retry TRY_AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
            .maxBackoff(Duration.ofSeconds(1))
            .filter(RetriableException.class::isInstance);

    private static final byte[] NOTHING = {};
    private static final int ONE_POLL_AHEAD = 1;

    private final ClientSettings clients;
    private final String topic;
    private final Shutdown shutdown;
    private final LazyClient<KafkaSender<byte[], byte[]>> sender;

    KafkaWire(ClientSettings clients, String topic, Shutdown shutdown) {
        this.clients = clients;
        this.topic = topic;
        this.shutdown = shutdown;
        this.sender = new LazyClient<>(this::openSender, KafkaSender::close, shutdown.blocking());
        shutdown.add(sender::close);
    }

    /** Sends nothing, which makes the producer: a failure to make it would otherwise be kept for ever. */
    private Mono<KafkaSender<byte[], byte[]>> openSender() {
        KafkaSender<byte[], byte[]> opened = KafkaSender.create(SenderOptions.<byte[], byte[]>create(clients.producer())
                .maxInFlight(1)
                .closeTimeout(Shutdown.CLOSE_TIMEOUT));
        return opened.send(Flux.empty()).then(Mono.just(opened));
    }

    /**
     * Sends a record and emits its offset once all in-sync replicas have it. Emits on the network thread of the producer,
     * in the order of the offsets of each partition.
     */
    Mono<Long> send(int partition, byte[] payload) {
        return send(partition, null, payload);
    }

    /** The same, of a record with a key. One without a payload is a tombstone. */
    Mono<Long> send(int partition, byte @Nullable [] key, byte @Nullable [] payload) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, payload);
        return sender.get()
                .flatMap(open -> open.send(Mono.just(SenderRecord.create(record, partition)))
                        .single()
                        .map(result -> result.recordMetadata().offset())
                        .doOnError(KafkaWire::isOfTheProducer, broken -> sender.discard(open)));
    }

    /** Appends an empty record, at which every node looks at the topic. */
    Mono<Long> notice() {
        return Mono.defer(() -> send(0, NOTHING));
    }

    /** True if the producer will never send again. What is wrong with a record or a broker is an ApiException. */
    static boolean isOfTheProducer(Throwable error) {
        return !(error instanceof ApiException)
                || error instanceof ProducerFencedException
                || error instanceof InvalidProducerEpochException;
    }

    /**
     * Receives all records after the given positions. Errors with an {@code InvalidOffsetException} if the records that
     * follow a position are not there any more.
     */
    Flux<Appended> receive(LogPositions after) {
        return Mono.fromSupplier(() -> KafkaReceiver.create(receiverOptions(after)))
                .publishOn(shutdown.blocking())
                .flatMapMany(receiver -> receiver.receiveBatch(ONE_POLL_AHEAD))
                .concatMap(poll -> poll.map(record -> event(after.epoch(), record)), 0);
    }

    private ReceiverOptions<byte[], byte[]> receiverOptions(LogPositions after) {
        return ReceiverOptions.<byte[], byte[]>create(clients.consumer())
                .assignment(partitions(after.partitions()))
                .addAssignListener(assigned -> seek(assigned, after))
                .commitInterval(Duration.ZERO)
                .closeTimeout(Shutdown.CLOSE_TIMEOUT);
    }

    private Collection<TopicPartition> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Runs first on the thread that will poll, which has no say in its name otherwise. */
    private void seek(Collection<ReceiverPartition> assigned, LogPositions after) {
        Thread.currentThread().setName(clients.clientId() + "-tail");
        assigned.forEach(each -> each.seek(after.offset(each.topicPartition().partition()) + 1));
    }

    private static Appended event(long epoch, ConsumerRecord<byte[], byte[]> record) {
        byte[] payload = record.value();
        return new Appended(
                new Position(epoch, record.partition(), record.offset()), payload == null ? NOTHING : payload);
    }
}
