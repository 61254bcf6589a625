package io.reactivecache.test.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A {@link FaultNode} from outside, in one life after another. What it logs is in {@code target/faults}. */
final class ForkedNode implements AutoCloseable {

    private static final int CONNECT_MILLIS = 60_000;

    private final int number;
    private final LogKind log;
    private final int redisPort;
    private final int logPort;
    private final Function<String, CompletableFuture<String>> rows;
    private volatile Life life;

    private record Life(Process process, Line line, CompletableFuture<String> ready) {}

    /**
     * Starts a node.
     *
     * @param rows what it is answered when it loads and stores rows
     */
    ForkedNode(int number, LogKind log, int redisPort, int logPort, Function<String, CompletableFuture<String>> rows) {
        this.number = number;
        this.log = log;
        this.redisPort = redisPort;
        this.logPort = logPort;
        this.rows = rows;
        this.life = begun();
    }

    private Life begun() {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(CONNECT_MILLIS);
            Process process = process(listener.getLocalPort());
            CompletableFuture<String> ready = new CompletableFuture<>();
            Line line = Line.over(listener.accept(), question -> answer(question, ready), () -> {});
            return new Life(process, line, ready);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Process process(int driver) throws IOException {
        Path told = Files.createDirectories(Path.of("target", "faults")).resolve(log + "-node-" + number + ".log");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                        "-Dorg.slf4j.simpleLogger.log.io.reactivecache=info",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultNode.class.getName(),
                        String.valueOf(driver),
                        log.name(),
                        String.valueOf(redisPort),
                        String.valueOf(logPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(told.toFile()))
                .start();
    }

    private CompletableFuture<String> answer(String question, CompletableFuture<String> ready) {
        if (question.equals("ready")) {
            ready.complete(question);
            return ready;
        }
        return rows.apply(question);
    }

    int number() {
        return number;
    }

    /** Completes when it is ready for the first time in its present life. */
    CompletableFuture<String> ready() {
        return life.ready;
    }

    CompletableFuture<String> ask(String question) {
        return life.line.ask(question);
    }

    /** How many questions it has not answered yet. */
    int unanswered() {
        return life.line.unanswered();
    }

    /** Ends its present life, without a word, as {@code kill -9} does. */
    void kill() {
        end(life);
    }

    /** Begins another life, if the last one has ended. */
    void start() {
        if (!life.process.isAlive()) {
            life = begun();
        }
    }

    private static void end(Life life) {
        try {
            life.process.destroyForcibly().waitFor();
            life.line.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(life);
    }
}
