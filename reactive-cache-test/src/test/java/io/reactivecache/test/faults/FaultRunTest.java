package io.reactivecache.test.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.test.server.NatsServer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three nodes in three JVMs are written and read while they, their servers and networks fail at random. Half of the writes go
 * over Kafka and half over Redis Streams; the other logs get a tenth as many each.
 */
@Tag("faults")
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultRunTest {

    private static final int WRITES = Integer.getInteger("faults.writes", 300_000);
    private static final int RATE = Integer.getInteger("faults.rate", 900);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final List<String> LOGS =
            Arrays.asList(System.getProperty("faults.logs", "").split(","));

    private final FaultReport report = new FaultReport();

    @BeforeAll
    void tellTheSeed() {
        System.out.println("faults.seed: " + SEED);
    }

    @AfterAll
    void writeTheReport() {
        report.write();
    }

    @ParameterizedTest
    @EnumSource
    void everyPromiseIsKeptWhileServersAndNetworksFail(LogKind log) throws Exception {
        assumeTrue(LOGS.contains("") || LOGS.contains(log.name()));
        assumeTrue(!log.isInNats() || NatsServer.isInstalled(), "nats-server: absent");
        try (FaultRun run = new FaultRun(log)) {
            FaultResult result = run.run(SEED, writes(log), RATE);
            report.add(result);

            assertThat(result.tally().told()).isEmpty();
            assertThat(result.tally().counted("writes.acknowledged")).isGreaterThan(writes(log) / 2);
        }
    }

    private static int writes(LogKind log) {
        return log == LogKind.KAFKA || log == LogKind.REDIS_STREAMS ? WRITES / 2 : WRITES / 10;
    }
}
