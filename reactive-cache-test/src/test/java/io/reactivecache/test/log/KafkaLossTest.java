package io.reactivecache.test.log;

import static io.reactivecache.test.log.KafkaNodes.LIMIT;
import static io.reactivecache.test.log.KafkaNodes.PARTITIONS;
import static io.reactivecache.test.log.KafkaNodes.SOON;
import static io.reactivecache.test.log.KafkaNodes.append;
import static io.reactivecache.test.log.KafkaNodes.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that loses acknowledged records at its end, on a broker whose data is put back to an earlier time. */
@KafkaTest(
        dedicated = true,
        asProcess = true,
        properties = {
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found=true"
        })
class KafkaLossTest {

    private static final int LOST = 5;
    private final KafkaServer kafka;
    private final KafkaNodes nodes;
    private LogPositions before;

    KafkaLossTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.nodes = new KafkaNodes(kafka::bootstrapServers);
    }

    @BeforeEach
    void keepARecord() {
        KafkaInvalidationLog log = nodes.node();
        append(log, 0, "kept");
        before = end(log);
        kafka.stop();
        kafka.backUp();
        kafka.start();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private static void appendToBeLost(InvalidationLog log) {
        IntStream.range(0, LOST).forEach(i -> append(log, 0, "lost " + i));
    }

    private void loseRecords() {
        kafka.kill();
        kafka.restore(nodes.topic);
        kafka.start();
    }

    @Test
    void whenOneNodeHasReadWhatIsLostAllNodesBeginAnewInOneEpoch() {
        KafkaInvalidationLog ahead = nodes.node();
        KafkaInvalidationLog behind = nodes.node();
        TailRecorder lagging = TailRecorder.of(behind, Optional.of(before), 0);
        TailRecorder tail = TailRecorder.of(ahead, Optional.of(before));
        appendToBeLost(ahead);
        tail.await(LOST);
        loseRecords();

        long after = epochAfterReset(tail);
        assertThat(after).isNotEqualTo(before.epoch());
        lagging.request(Long.MAX_VALUE);
        assertThat(epochAfterReset(lagging)).isEqualTo(after);
        assertThat(end(nodes.node()).epoch()).isEqualTo(after);
        assertThat(append(behind, 0, "next").epoch()).isEqualTo(after);
    }

    private static long epochAfterReset(TailRecorder tail) {
        return tail.awaitResets(1).resets().get(0).positions().epoch();
    }

    @Test
    void stampsBeyondTheEndAreNotMadeValidByALogThatGrowsPastThem() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(LOST);
        CountDownLatch grown = new CountDownLatch(1);
        KafkaInvalidationLog paused = nodes.node();
        TailRecorder tail = TailRecorder.of(new HeldTail(paused, reached, grown), Optional.of(before));
        appendToBeLost(paused);
        reached.await();
        loseRecords();
        KafkaInvalidationLog writer = nodes.node();
        IntStream.range(0, 4 * LOST).forEach(i -> append(writer, 0, "grown " + i));
        assertThat(end(writer).epoch()).as("nobody has noticed").isEqualTo(before.epoch());
        grown.countDown();

        assertThat(epochAfterReset(tail)).isNotEqualTo(before.epoch());
        assertThat(tail.texts()).noneMatch(text -> text.startsWith("grown"));
        assertThat(end(writer)).isEqualTo(end(nodes.node()));
    }

    @Test
    void aNodeThatComesBackBeyondTheEndTellsTheOthers() {
        KafkaInvalidationLog other = nodes.node();
        TailRecorder tail = TailRecorder.of(other, Optional.of(before));
        LogPositions beyond = LogPositions.of(before.epoch(), before.offset(0) + LOST, before.offset(1));
        TailRecorder back = TailRecorder.of(nodes.node(), Optional.of(beyond));

        assertThat(epochAfterReset(back)).isNotEqualTo(before.epoch());
        assertThat(epochAfterReset(tail)).isEqualTo(epochAfterReset(back));
    }

    @Test
    void aWriterWhoseRecordsAreLostTellsTheOthers() {
        KafkaInvalidationLog writer = nodes.node();
        appendToBeLost(writer);
        loseRecords();

        long after = append(writer, 0, "next").epoch();
        assertThat(after).isNotEqualTo(before.epoch());
        assertThat(end(nodes.node()).epoch()).isEqualTo(after);
    }

    @Test
    void aNodeThatKnewOfTheEndNoticesByItself() {
        KafkaInvalidationLog idle = nodes.node(SOON);
        KafkaInvalidationLog writer = nodes.node();
        TailRecorder tail = TailRecorder.of(idle, Optional.of(before), 0);
        appendToBeLost(writer);
        assertThat(end(idle).offset(0)).isEqualTo(before.offset(0) + LOST);
        loseRecords();

        Eventually.within(LIMIT).holds("noticed", () -> end(nodes.node()).epoch() != before.epoch());
        tail.cancel();
    }

    @Test
    void aClusterPutBackAsAWholeHasAnEpochItNeverHad() {
        KafkaInvalidationLog log = nodes.node(SOON);
        TailRecorder tail = TailRecorder.of(log, Optional.of(before));
        appendToBeLost(log);
        tail.await(LOST);
        IntStream.range(0, 3).forEach(i -> kafka.restart());
        new KafkaTopicAdmin(kafka.bootstrapServers(), nodes.topic).growTo(PARTITIONS + 1);
        long grown = epochAfterReset(tail);
        kafka.kill();
        kafka.restore();
        kafka.start();

        assertThat(tail.awaitResets(2).resets().get(1).positions().epoch()).isNotIn(before.epoch(), grown);
        assertThat(append(log, 0, "next").epoch()).isEqualTo(end(nodes.node()).epoch());
        assertThat(tail.awaitText("next").texts()).contains("next");
    }

    @Test
    void withoutTheRightToAlterTheTopicTheNodeThatNoticesBeginsAnewAndGoesOn() {
        new KafkaTopicAdmin(kafka.bootstrapServers(), nodes.topic).denyAlter();
        KafkaInvalidationLog log = nodes.node();
        TailRecorder tail = TailRecorder.of(log, Optional.of(before));
        appendToBeLost(log);
        tail.await(LOST);
        loseRecords();

        assertThat(tail.awaitResets(1).resets().get(0).positions()).isEqualTo(before);
        append(log, 0, "next");
        assertThat(tail.awaitText("next").resets()).hasSize(1);
    }
}
