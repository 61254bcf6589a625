package io.reactivecache.test.journal;

import io.reactivecache.test.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that says lines, as {@link JournalProcess} does, from outside. */
final class JournalFork implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private JournalFork(Process process) {
        this.process = process;
        this.reader = new Thread(() -> read(process.inputReader()), "journal-lines");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a {@link JournalProcess}.
     *
     * @param tracer what runs it; nothing if it runs by itself
     */
    static JournalFork start(List<String> tracer, Path directory, int first, long seed) throws IOException {
        return start(
                tracer,
                ProcessBuilder.Redirect.DISCARD,
                JournalProcess.class,
                directory.toString(),
                String.valueOf(first),
                String.valueOf(seed));
    }

    /**
     * Starts a process.
     *
     * @param log where its log goes
     */
    static JournalFork start(List<String> tracer, ProcessBuilder.Redirect log, Class<?> main, String... args)
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
        command.addAll(List.of(args));
        return new JournalFork(new ProcessBuilder(command).redirectError(log).start());
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines().filter(line -> line.endsWith(JournalProcess.END)).forEach(this::add);
        } catch (IOException | UncheckedIOException ended) {
            // It was killed.
        }
    }

    private synchronized void add(String line) {
        lines.add(line.substring(0, line.length() - JournalProcess.END.length()));
    }

    private synchronized boolean hasSaid(String beginning) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning));
    }

    private synchronized List<String> said() {
        return List.copyOf(lines);
    }

    private synchronized int count() {
        return lines.size();
    }

    /** Waits until it has said something that begins so. */
    void await(String beginning) {
        SOON.holds(beginning, () -> hasSaid(beginning));
    }

    /** Waits until it has said so many lines. */
    void await(int count) {
        SOON.holds(count + " lines", () -> count() >= count || !process.isAlive());
    }

    /** Kills it, if it is not dead yet, and returns what it has said. */
    List<String> kill() {
        // The process itself would close its output, with what was not read yet.
        process.toHandle().destroyForcibly();
        return ended();
    }

    /** Waits until it is dead, and returns what it has said. */
    List<String> ended() {
        try {
            process.waitFor();
            reader.join(Duration.ofSeconds(30).toMillis());
            return said();
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
