package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.test.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Child processes and their directories, with the shell as the server. */
@DisabledOnOs(OS.WINDOWS)
final class ProcessEngineTest {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(10));

    private final ServerDirectory directory = ServerDirectory.create("test");

    @AfterEach
    void delete() {
        directory.delete();
    }

    @Test
    void closeKillsAPausedProcessAndItsWatchdogAndDeletesTheDirectory() {
        long before = children();
        ProcessEngine engine = shell("while :; do sleep 1; done");
        engine.start();
        engine.signal(Signal.PAUSE);
        assertThat(children()).isGreaterThan(before);

        engine.close();

        assertThat(engine.isAlive()).isFalse();
        assertThat(directory.root()).doesNotExist();
        SOON.holds("all children have ended", () -> children() == before);
    }

    @Test
    void theLogKeepsTheEndOfAllRuns() {
        ProcessEngine engine = shell("echo hello from $((1 + 1))");

        engine.start();
        SOON.holds("the first run has ended", () -> !engine.isAlive());
        engine.start();
        SOON.holds("the second run has ended", () -> !engine.isAlive());

        assertThat(engine.log()).isEqualTo("hello from 2\nhello from 2\n");
    }

    @Test
    void anEngineThatNeverRanIsNotAliveAndHasNoLog() {
        ProcessEngine engine = shell("true");

        engine.signal(Signal.KILL);

        assertThat(engine.isAlive()).isFalse();
        assertThat(engine.log()).isEmpty();
    }

    @Test
    void aProgramThatDoesNotStartIsNamed() {
        Path absent = directory.root().resolve("absent");
        ProcessEngine engine = new ProcessEngine(directory, List.of(absent.toString()));

        assertThatThrownBy(engine::start)
                .isInstanceOf(ServerException.class)
                .hasMessage("command: " + absent + " (expected: a program that starts)");
    }

    @Test
    void aServerThatEndsBeforeItAnswersFailsWithItsLog() {
        int port = Ports.free(1)[0];
        KafkaSettings settings = new KafkaSettings(port, port, port, Optional.empty(), Map.of(), false);
        ProcessEngine engine = shell("echo cannot read my settings; exit 3");
        try (KafkaServer server = new KafkaServer(settings, new KafkaEngine(engine, "localhost", Optional.empty()))) {
            assertThatThrownBy(server::start)
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.log()).isEqualTo("cannot read my settings\n"))
                    .hasMessageStartingWith("kafka on port " + port + ": ended (expected: an answer); its log ends:\n");
        }
    }

    private ProcessEngine shell(String script) {
        return new ProcessEngine(directory, List.of("sh", "-c", script));
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }
}
