package io.reactivecache.test.cache;

import io.reactivecache.test.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link PausedNode} from outside. */
final class NodeProcess implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));

    private final Process process;
    private final PrintWriter input;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private NodeProcess(Process process) {
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "node-lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a node and returns when it uses its servers. */
    static NodeProcess start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                PausedNode.class.getName()));
        command.addAll(List.of(args));
        NodeProcess node = new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        node.await("ready", 1);
        return node;
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("ended");
        }
    }

    void ask(String key) {
        input.println(key);
    }

    /** Asks for a key and waits for what it is answered. */
    String answer(String key) {
        long before = count("answered " + key + " ");
        ask(key);
        await("answered " + key + " ", before + 1);
        return lines.stream()
                .filter(line -> line.startsWith("answered " + key + " "))
                .skip(before)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until so many lines that begin so have been said. */
    void await(String beginning, long times) {
        SOON.holds(beginning, () -> count(beginning) >= times);
    }

    private long count(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** Stops the whole process (SIGSTOP): no thread of it runs, its connections stay. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int result = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("kill: " + result + " (expected: 0)");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
