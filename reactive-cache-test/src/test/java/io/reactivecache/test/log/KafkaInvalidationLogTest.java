package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.contract.InvalidationLogContract;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@KafkaTest
class KafkaInvalidationLogTest extends InvalidationLogContract {

    private static final byte[] PAYLOAD = {1};

    private final KafkaServer kafka;
    private final String topic = KafkaTopicAdmin.newName();
    private final KafkaTopicAdmin admin;
    private final List<KafkaInvalidationLog> logs = new ArrayList<>();

    KafkaInvalidationLogTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.admin = new KafkaTopicAdmin(kafka.bootstrapServers(), topic);
    }

    @Override
    protected InvalidationLog newLog() {
        return newLog(PARTITIONS);
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog(PARTITIONS);
    }

    private KafkaInvalidationLog newLog(int partitions) {
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .partitions(partitions)
                .retention(Duration.ofHours(2))
                .build();
        logs.add(log);
        return log;
    }

    @Override
    protected void killServer() {
        kafka.kill();
    }

    @Override
    protected void startServer() {
        kafka.start();
    }

    @Override
    protected void forgetRecords() {
        admin.deleteRecords(PARTITIONS);
    }

    @Override
    protected void appendForeign(int partition) {
        admin.appendTombstone(partition);
    }

    @Override
    protected void recreateLog() {
        admin.recreate(PARTITIONS);
    }

    @AfterEach
    void disposeLogs() {
        logs.forEach(KafkaInvalidationLog::dispose);
    }

    @Test
    void recordsCanBeReplayed() {
        assertThat(newLog().deliveryClass()).isEqualTo(DeliveryClass.REPLAYABLE);
    }

    @Test
    void nodesThatStartTogetherAgreeOnOneTopic() {
        Flux.range(1, 4)
                .flatMap(partitions -> newLog(partitions).end())
                .as(ends -> assertThat(ends.distinct().collectList().block()).hasSize(1));
    }

    @Test
    void theNumberOfPartitionsOfATopicThatExistsWins() {
        newLog(2).end().block();

        assertThat(newLog(5).end().block().partitions()).isEqualTo(2);
    }

    @Test
    void anAppendNoticesByItselfThatTheTopicWasMadeAnew() {
        InvalidationLog log = newLog();
        Position before = log.append(0, PAYLOAD).block();
        admin.recreate(PARTITIONS);
        Position after = log.append(0, PAYLOAD).block();

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(newLog().end().block().position(0)).isEqualTo(after);
    }

    @Test
    void aTopicGivenMorePartitionsHasAnotherEpoch() {
        InvalidationLog log = newLog();
        LogPositions before = log.end().block();
        admin.growTo(PARTITIONS + 1);
        LogPositions after = log.end().block();

        assertThat(after.partitions()).isEqualTo(PARTITIONS + 1);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(log.append(PARTITIONS, PAYLOAD).block().epoch()).isEqualTo(after.epoch());
    }

    @Test
    void aTopicMadeAnewMayHaveFewerPartitions() {
        InvalidationLog log = newLog();
        long before = log.end().block().epoch();
        admin.recreate(1);
        LogPositions after = log.end().block();

        assertThat(after.epoch()).isNotEqualTo(before);
        assertThat(after.partitions()).isEqualTo(1);
    }
}
