package io.reactivecache.test.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Maven of this machine, in a process of its own and without the network. */
record Maven(Path program) {

    /** The one on the PATH. */
    static Optional<Maven> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Maven::new);
    }

    /** What a run came to. */
    record Run(int exit, String output) {}

    Run test(Path project, LocalRepository repository, Duration limit) throws IOException, InterruptedException {
        Path output = project.resolve("output.txt");
        Process process =
                command(project, repository).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Run(ended ? process.exitValue() : -1, Files.readString(output, UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private ProcessBuilder command(Path project, LocalRepository repository) {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), "-o", "-B", "-ntp", "-Dmaven.repo.local=" + repository.root(), "test")
                .directory(project.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
