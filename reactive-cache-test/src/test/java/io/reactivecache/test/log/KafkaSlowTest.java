package io.reactivecache.test.log;

import static io.reactivecache.test.log.KafkaNodes.LIMIT;
import static io.reactivecache.test.log.KafkaNodes.PARTITIONS;
import static io.reactivecache.test.log.KafkaNodes.append;
import static io.reactivecache.test.log.KafkaNodes.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** A node that reads the log more slowly than others write it. */
@KafkaTest
class KafkaSlowTest {

    private static final int RECORDS = 500;
    private static final byte[] LARGE = new byte[10_000];

    private final KafkaNodes nodes;
    private final KafkaTopicAdmin admin;

    KafkaSlowTest(KafkaServer kafka) {
        this.nodes = new KafkaNodes(kafka::bootstrapServers);
        this.admin = new KafkaTopicAdmin(kafka.bootstrapServers(), nodes.topic);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aTailIsAskedForOneRecordAfterTheOtherAndMissesNone() {
        KafkaInvalidationLog log = nodes.node();
        TailRecorder tail = TailRecorder.of(log, Optional.of(end(log)), 0);
        appendLarge(log);
        for (int asked = 1; asked <= RECORDS; asked++) {
            tail.request(1);
            tail.await(asked);
        }

        assertThat(tail.records())
                .extracting(record -> record.position().offset())
                .containsExactlyElementsOf(LongStream.range(0, RECORDS).boxed().toList());
    }

    @Test
    void aTailSoSlowThatWhatComesNextIsGoneBeginsAnew() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        KafkaInvalidationLog log = nodes.node();
        TailRecorder tail = TailRecorder.of(new HeldTail(log, begun, released), Optional.of(end(log)));
        append(log, 0, "first");
        Eventually.within(LIMIT).holds("held", () -> begun.getCount() == 0);
        appendLarge(log);
        admin.deleteRecords(PARTITIONS);
        released.countDown();

        assertThat(tail.awaitResets(1).resets().get(0).positions()).isEqualTo(end(log));
        append(log, 0, "next");
        assertThat(tail.awaitText("next").records()).hasSizeLessThan(RECORDS);
    }

    private static void appendLarge(KafkaInvalidationLog log) {
        Flux.range(0, RECORDS).flatMap(i -> log.append(0, LARGE), 50).blockLast(LIMIT);
    }
}
