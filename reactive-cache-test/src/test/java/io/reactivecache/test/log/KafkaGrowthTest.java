package io.reactivecache.test.log;

import static io.reactivecache.test.log.KafkaNodes.PARTITIONS;
import static io.reactivecache.test.log.KafkaNodes.SOON;
import static io.reactivecache.test.log.KafkaNodes.append;
import static io.reactivecache.test.log.KafkaNodes.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic that is given more partitions while nodes run. */
@KafkaTest
class KafkaGrowthTest {

    private static final int NEW = PARTITIONS;

    private final KafkaNodes nodes;
    private final KafkaTopicAdmin admin;

    KafkaGrowthTest(KafkaServer kafka) {
        this.nodes = new KafkaNodes(kafka::bootstrapServers);
        this.admin = new KafkaTopicAdmin(kafka.bootstrapServers(), nodes.topic);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aRunningTailNoticesByItselfAndMissesNoRecordOfANewPartition() {
        KafkaInvalidationLog unaware = nodes.node();
        TailRecorder tail = TailRecorder.of(unaware, Optional.empty()).await(1);
        admin.growTo(PARTITIONS + 1);
        KafkaInvalidationLog aware = nodes.node(SOON);
        append(aware, NEW, "early");
        TailRecorder watching = TailRecorder.of(aware, Optional.empty()).await(1);
        admin.growTo(PARTITIONS + 2);
        watching.awaitResets(2);
        append(aware, NEW + 1, "at once");

        LogPositions now = end(unaware);
        assertThat(now).isEqualTo(end(aware));
        LogPositions begun = tail.awaitResets(2).resets().get(1).positions();
        assertThat(begun.epoch()).isEqualTo(now.epoch());
        assertThat(begun.offset(NEW)).isEqualTo(-1);
        assertThat(tail.awaitText("early").awaitText("at once").resets()).hasSize(2);
        assertThat(watching.awaitText("at once").resets().get(1).positions().epoch())
                .isEqualTo(now.epoch());
    }

    @Test
    void aNodeThatWasCutOffMeanwhileReadsNewPartitionsFromTheirBeginning() {
        LogPositions before = end(nodes.node());
        admin.growTo(PARTITIONS + 1);
        append(nodes.node(), NEW, "meanwhile");
        TailRecorder tail = TailRecorder.of(nodes.node(), Optional.of(before));

        assertThat(tail.awaitText("meanwhile").resets()).hasSize(1);
    }

    @Test
    void aNodeOfAnotherTopicBeginsAtTheEnd() {
        LogPositions before = end(nodes.node());
        admin.recreate(PARTITIONS + 1);
        append(nodes.node(), NEW, "before");
        LogPositions now = end(nodes.node());
        TailRecorder tail = TailRecorder.of(nodes.node(), Optional.of(before));

        assertThat(tail.await(1).resets().get(0).positions()).isEqualTo(now);
    }

    @Test
    void whatAWriterAppendsThatHasNotNoticedIsReadByThoseThatHave() {
        KafkaInvalidationLog unaware = nodes.node();
        append(unaware, 0, "before");
        admin.growTo(PARTITIONS + 1);
        TailRecorder tail = TailRecorder.of(nodes.node(), Optional.empty()).await(1);
        append(unaware, 0, "after");

        assertThat(tail.awaitText("after").texts()).containsExactly("after");
    }
}
