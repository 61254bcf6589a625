package io.reactivecache.test.journal;

import io.reactivecache.test.server.ProcessSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A {@link DrainingNode} in a JVM of its own, which can be killed and stopped. */
final class ForkedDrain implements AutoCloseable {

    private final Process process;

    /** Starts it, and does not wait until it drains. */
    ForkedDrain(String bootstrapServers, String topic, Path applied, Duration session) {
        try {
            this.process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DrainingNode.class.getName(),
                            bootstrapServers,
                            topic,
                            applied.toString(),
                            session.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() throws IOException, InterruptedException {
        ProcessSignals.stop(process);
    }

    void goOn() throws IOException, InterruptedException {
        ProcessSignals.goOn(process);
    }

    @Override
    public void close() {
        kill();
    }
}
