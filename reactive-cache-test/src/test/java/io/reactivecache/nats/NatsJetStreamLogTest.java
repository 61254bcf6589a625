package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.api.StreamConfiguration;
import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.contract.InvalidationLogContract;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@NatsTest
class NatsJetStreamLogTest extends InvalidationLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final byte[] PAYLOAD = {1};

    private final NatsServer nats;
    private final String name = StreamAdmin.newName();
    private final StreamAdmin admin;
    private final List<NatsJetStreamLog> logs = new ArrayList<>();

    NatsJetStreamLogTest(NatsServer nats) {
        this.nats = nats;
        this.admin = new StreamAdmin(nats.uri(), name);
    }

    @Override
    protected InvalidationLog newLog() {
        return log(PARTITIONS, 100_000);
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog();
    }

    private NatsJetStreamLog log(int partitions, long maxLength) {
        NatsJetStreamLog log = NatsJetStreamLog.builder()
                .servers(nats.uri())
                .name(name)
                .partitions(partitions)
                .maxLength(maxLength)
                .build();
        logs.add(log);
        return log;
    }

    @Override
    protected void killServer() {
        nats.kill();
    }

    @Override
    protected void startServer() {
        nats.start();
    }

    @Override
    protected void forgetRecords() {
        admin.purge(PARTITIONS);
    }

    @Override
    protected void appendForeign(int partition) {
        admin.publishForeign(partition);
    }

    @Override
    protected void recreateLog() {
        admin.deleteAll(PARTITIONS);
    }

    @AfterEach
    void disposeLogs() {
        logs.forEach(NatsJetStreamLog::dispose);
    }

    @Test
    void recordsCanBeReplayed() {
        assertThat(newLog().deliveryClass()).isEqualTo(DeliveryClass.REPLAYABLE);
    }

    @Test
    void nodesThatStartTogetherAgreeOnOneLog() {
        Flux.range(1, 4)
                .flatMap(partitions -> log(partitions, 100).end())
                .as(ends ->
                        assertThat(ends.distinct().collectList().block(LIMIT)).hasSize(1));
    }

    @Test
    void theNumberOfPartitionsOfALogThatExistsWins() {
        log(2, 100).end().block(LIMIT);

        assertThat(log(5, 100).end().block(LIMIT).partitions()).isEqualTo(2);
        assertThatThrownBy(() -> log(5, 100).append(2, PAYLOAD).block(LIMIT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void onlyTheNewestRecordsAreKept() {
        NatsJetStreamLog log = log(1, 100);
        LogPositions start = log.end().block(LIMIT);
        Flux.range(0, 1_000).flatMap(i -> log.append(0, PAYLOAD), 64).blockLast(LIMIT);

        admin.with((connection, streams) -> assertThat(
                        streams.getStreamInfo(name + "-0").getStreamState().getMsgCount())
                .isEqualTo(100));
        assertThat(TailRecorder.of(log, Optional.of(start)).await(1).events().get(0))
                .isEqualTo(new Reset(log.end().block(LIMIT)));
    }

    @Test
    void anAppendNoticesByItselfThatItsStreamWasMadeAnew() {
        NatsJetStreamLog log = log(1, 100);
        Position before = log.append(0, PAYLOAD).block(LIMIT);
        admin.delete(0);
        LogPositions anew = log(1, 100).end().block(LIMIT);
        Position after = log.append(0, PAYLOAD).block(LIMIT);

        assertThat(anew.epoch()).isNotEqualTo(before.epoch());
        assertThat(after).isEqualTo(new Position(anew.epoch(), 0, 0));
    }

    @Test
    void aStreamOfSomebodyElseIsRefused() {
        admin.with((connection, streams) -> streams.addStream(
                StreamConfiguration.builder().name(name + "-0").subjects(name).build()));

        assertThatThrownBy(() -> log(1, 100).append(0, PAYLOAD).block(LIMIT))
                .isInstanceOf(ForeignStreamException.class)
                .hasMessageContaining(name + "-0");
    }
}
