package io.reactivecache.samples.benchmarks.invalidation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that reads all partitions of a topic from where it ends now, on a thread of its own. */
final class PlainKafkaReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Place place;
    private final CompletableFuture<Void> end;

    private PlainKafkaReader(Consumer<byte[], byte[]> consumer, Place place) {
        this.consumer = consumer;
        this.place = place;
        this.end = CompletableFuture.runAsync(this::read, task -> new Thread(task, "plain-kafka-reader").start());
    }

    static PlainKafkaReader start(String servers, String topic, int partitions, Place place) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.endOffsets(all).forEach(consumer::seek);
        return new PlainKafkaReader(consumer, place);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(record -> place.passed(record.partition(), record.offset()));
            }
        } catch (WakeupException closed) {
            // that is how it ends
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        end.join();
    }
}
