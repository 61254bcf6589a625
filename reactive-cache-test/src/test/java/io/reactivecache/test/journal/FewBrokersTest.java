package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/**
 * A topic that is to be created while the cluster has fewer brokers than it needs. The controller does not hear of its broker
 * for two of three seconds, and takes it for gone meanwhile.
 */
@KafkaTest(
        dedicated = true,
        properties = {"broker.session.timeout.ms=1000", "broker.heartbeat.interval.ms=3000"})
class FewBrokersTest {

    private static final byte[] PAYLOAD = {1};

    private final KafkaServer kafka;
    private final KafkaJournals journals;

    FewBrokersTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    /** The clients of the journal know the broker, or they would ask nobody before it is back. */
    @Test
    void isCreatedWhenTheBrokerIsBack() {
        try (journals) {
            KafkaWriteJournal journal = journals.node();
            journal.append("key", PAYLOAD).block(MemberRecorder.LIMIT);
            JournalTopic topic = new JournalTopic(kafka.bootstrapServers(), journals.topic());
            topic.remove();
            topic.awaitBrokersGone();

            StepVerifier.create(journal.available().next())
                    .expectNext(true)
                    .expectComplete()
                    .verify(MemberRecorder.LIMIT);
        }
    }

    @Test
    void isRefusedWithWhatIsMissingIfThatManyNeverCome() {
        try (journals) {
            KafkaWriteJournal journal = journals.node(settings -> settings.replicationFactor(2));
            StepVerifier.create(journal.append("key", PAYLOAD))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(JournalException.class)
                            .hasMessageContaining("too few brokers (expected: as many as the topic gets replicas)"))
                    .verify(MemberRecorder.LIMIT);
        }
    }
}
