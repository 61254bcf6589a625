package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.test.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers and their directories do not outlive the JVM that started them. */
@DisabledOnOs(OS.WINDOWS)
final class OrphanTest {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    @Test
    void nothingIsLeftOfAJvmThatIsKilled() throws IOException {
        Process jvm = jvm();
        List<ProcessHandle> children = childrenOnceStarted(jvm);

        jvm.destroyForcibly();

        assertNothingLeft(children);
    }

    @Test
    void nothingIsLeftOfAJvmThatEndsInAnOrderlyWay() throws IOException {
        Process jvm = jvm();
        List<ProcessHandle> children = childrenOnceStarted(jvm);

        jvm.destroy();

        assertNothingLeft(children);
    }

    private Process jvm() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dreactivecache.test.docker=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hanging.class.getName())
                .start();
    }

    private List<ProcessHandle> childrenOnceStarted(Process jvm) throws IOException {
        assertThat(jvm.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("started");
        List<ProcessHandle> children = jvm.descendants().toList();
        assertThat(children).isNotEmpty();
        assertThat(directory).isDirectoryContaining(OrphanTest::isServerDirectory);
        return children;
    }

    private void assertNothingLeft(List<ProcessHandle> children) {
        SOON.passes(() -> {
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(directory).isDirectoryNotContaining(OrphanTest::isServerDirectory);
        });
    }

    private static boolean isServerDirectory(Path path) {
        return path.getFileName().toString().startsWith("reactive-cache-redis-");
    }

    /** Starts a server, pauses it, says so, and waits to be killed. */
    static final class Hanging {

        private Hanging() {}

        public static void main(String[] args) throws IOException {
            RedisServer redis = RedisServer.builder().build();
            redis.start();
            redis.pause();
            System.out.println("started");
            System.in.read();
        }
    }
}
