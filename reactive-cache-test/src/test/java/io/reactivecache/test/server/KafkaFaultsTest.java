package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What each fault operation does to a Kafka broker and to its data. */
@KafkaTest(dedicated = true)
final class KafkaFaultsTest {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(30));

    private final KafkaServer kafka;

    KafkaFaultsTest(KafkaServer kafka) {
        this.kafka = kafka;
        kafka.start();
    }

    @Test
    void dataSurvivesAKillOnTheSamePort() throws Exception {
        String address = kafka.bootstrapServers();
        String topic = kafka.newTopic(1);
        send(topic, "before");

        kafka.kill();
        assertThat(kafka.isRunning()).isFalse();
        kafka.start();
        send(topic, "after");

        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        assertHolds(topic, "before", "after");
    }

    @Test
    void dataSurvivesAnOrderlyRestart() throws Exception {
        String topic = kafka.newTopic(1);
        send(topic, "before");

        kafka.restart();
        send(topic, "after");

        assertHolds(topic, "before", "after");
    }

    @Test
    void aPausedBrokerIsSilentUntilItIsResumed() throws Exception {
        String topic = kafka.newTopic(1);
        send(topic, "before");

        kafka.pause();
        assertThat(kafka.isRunning()).isFalse();
        assertThat(kafka.answers()).isFalse();

        kafka.resume();
        send(topic, "after");
        assertHolds(topic, "before", "after");
    }

    @Test
    void aConnectedProducerGetsThroughAKillAndAStart() throws Exception {
        String topic = kafka.newTopic(1);
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(topic, "before")).get(30, TimeUnit.SECONDS);
            kafka.kill();
            var pending = producer.send(new ProducerRecord<>(topic, "meanwhile"));
            kafka.start();
            pending.get(30, TimeUnit.SECONDS);
        }
        assertHolds(topic, "before", "meanwhile");
    }

    @Test
    void newTopicsHaveDifferentNamesAndTheGivenPartitions() {
        String topic = kafka.newTopic(3);

        assertThat(topic).isNotEqualTo(kafka.newTopic(1));
        try (var consumer = consumer()) {
            assertThat(consumer.partitionsFor(topic)).hasSize(3);
        }
    }

    @Test
    void badNumbersAreRejected() {
        assertThatThrownBy(() -> kafka.newTopic(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partitions: 0 (expected: > 0)");
        KafkaServerBuilder builder =
                KafkaServer.builder().port(-1).advertisedPort(70_000).secured("NONE", Map.of());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: -1 (expected: 0..65535);"
                        + " advertisedPort: 70000 (expected: 0..65535, and a port);"
                        + " protocol: NONE (expected: SSL, SASL_PLAINTEXT or SASL_SSL)");
    }

    @Test
    void dataIsCopiedAndPutBackOnlyWhileTheServerStandsStill() {
        assertThatThrownBy(kafka::backUp).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(kafka::restore).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(kafka::securedServers).isInstanceOf(IllegalStateException.class);
    }

    private void send(String topic, String value) throws Exception {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private void assertHolds(String topic, String... values) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> read = new ArrayList<>();
        try (var consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            SOON.passes(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> read.add(message.value()));
                assertThat(read).containsExactly(values);
            });
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(address(), new StringSerializer(), new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(address(), new StringDeserializer(), new StringDeserializer());
    }

    private Map<String, Object> address() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
