package io.reactivecache.samples.storefront;

import io.reactivecache.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A storefront of one node in a JVM of its own, to be killed. */
final class StorefrontProcess implements AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final String NODE = "  node ";

    private final Path output;
    private final Process process;

    private StorefrontProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Serves until it is killed, or the process that started it is gone. */
    public static void main(String[] args) {
        ProcessHandle.current()
                .parent()
                .orElseThrow()
                .onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1));
        Storefront.main(args);
    }

    /**
     * Starts one, and returns once it is open.
     *
     * @param output the file for what it prints
     */
    static StorefrontProcess start(Path output, String... args) {
        try {
            return new StorefrontProcess(output, process(output, args)).opened();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process process(Path output, String... args) throws IOException {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StorefrontProcess.class.getName(),
                "--storefront.nodes=1",
                "--server.port=0");
        return new ProcessBuilder(Stream.concat(java, Stream.of(args)).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private StorefrontProcess opened() {
        Eventually.within(OPENING).reached(() -> found().isPresent() || !process.isAlive());
        if (found().isEmpty()) {
            close();
            throw new AssertionError("not open:\n" + String.join("\n", lines()));
        }
        return this;
    }

    URI url() {
        return found().orElseThrow();
    }

    private Optional<URI> found() {
        return lines().stream()
                .filter(line -> line.startsWith(NODE))
                .map(line -> URI.create(line.substring(NODE.length()).strip()))
                .findFirst();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it without a word, as {@code kill -9} does. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
