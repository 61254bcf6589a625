package io.reactivecache.samples.benchmarks.invalidation;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer and five consumers, with the settings that matter as those of the log over Kafka: no lingering, all replicas. */
final class PlainKafka implements Contender {

    private final String topic;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final List<PlainKafkaReader> readers;
    private final ArrivalWatch watch;

    PlainKafka(String servers, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.watch = new ArrivalWatch(partitions);
        this.readers = IntStream.range(0, READERS)
                .mapToObj(reader -> PlainKafkaReader.start(
                        servers, topic, partitions, (partition, offset) -> watch.note(reader, partition, offset)))
                .toList();
    }

    @Override
    public String name() {
        return "kafka-clients";
    }

    @Override
    public Arrivals prepare(int changes) {
        return watch.begin();
    }

    @Override
    public void change(int number, Receipts receipts) {
        int partition = number % partitions;
        producer.send(new ProducerRecord<>(topic, partition, null, new byte[PAYLOAD_BYTES]), (metadata, failure) -> {
            if (failure == null) {
                receipts.acknowledged(number, partition, metadata.offset());
            } else {
                receipts.failed(failure);
            }
        });
    }

    @Override
    public long left(int changes) {
        return 0;
    }

    @Override
    public void close() {
        producer.close();
        readers.forEach(PlainKafkaReader::close);
    }
}
