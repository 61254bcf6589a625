package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is started to be killed, and what it has told. It tells with {@link ParentProcess}. */
public final class ForkedJvm implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private ForkedJvm(Process process) {
        this.process = process;
        this.reader = new Thread(() -> read(process.inputReader()), "forked-lines");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param tracer what runs it; nothing if it runs by itself
     * @param log where its log goes
     * @param main its main class
     */
    public static ForkedJvm start(List<String> tracer, ProcessBuilder.Redirect log, Class<?> main, List<String> args)
            throws IOException {
        List<String> command = new ArrayList<>(tracer);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(args);
        return new ForkedJvm(new ProcessBuilder(command).redirectError(log).start());
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines().filter(line -> line.endsWith(ParentProcess.END)).forEach(this::add);
        } catch (IOException | UncheckedIOException ended) {
            // It was killed.
        }
    }

    private synchronized void add(String line) {
        lines.add(line.substring(0, line.length() - ParentProcess.END.length()));
    }

    private synchronized boolean hasTold(String beginning) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning));
    }

    private synchronized List<String> told() {
        return List.copyOf(lines);
    }

    private synchronized String last() {
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    /** How many lines it has told. */
    public synchronized int count() {
        return lines.size();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has told something that begins so. */
    public void await(String beginning) {
        if (!SOON.reached(() -> hasTold(beginning))) {
            throw new AssertionError(beginning + ": not told (expected: told); last was " + last());
        }
    }

    /** Waits until it has told so many lines, or has ended. */
    public void await(int count) {
        SOON.holds(count + " lines", () -> count() >= count || !process.isAlive());
    }

    /** Kills it, if it has not ended yet, and returns what it has told. */
    public List<String> kill() {
        // The process itself would close its output, with what was not read yet.
        process.toHandle().destroyForcibly();
        return ended();
    }

    /** Waits until it has ended, and returns what it has told. */
    public List<String> ended() {
        try {
            process.waitFor();
            reader.join(Duration.ofSeconds(30).toMillis());
            return told();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
