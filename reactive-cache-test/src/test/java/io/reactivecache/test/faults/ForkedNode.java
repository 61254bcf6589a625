package io.reactivecache.test.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A {@link FaultNode} from outside. What it logs is in {@code target/faults}. */
final class ForkedNode implements AutoCloseable {

    private static final int CONNECT_MILLIS = 60_000;

    private final int number;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Function<String, CompletableFuture<String>> rows;
    private final Process process;
    private final Line line;

    /**
     * Starts a node.
     *
     * @param rows what it is answered when it loads and stores rows
     */
    ForkedNode(int number, LogKind log, int redisPort, int logPort, Function<String, CompletableFuture<String>> rows)
            throws IOException {
        this.number = number;
        this.rows = rows;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(CONNECT_MILLIS);
            Path told = Files.createDirectories(Path.of("target", "faults")).resolve(log + "-node-" + number + ".log");
            process = start(told, listener.getLocalPort(), log, redisPort, logPort);
            line = Line.over(listener.accept(), this::answer, () -> {});
        }
    }

    private static Process start(Path told, int driver, LogKind log, int redisPort, int logPort) throws IOException {
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
                .redirectOutput(told.toFile())
                .start();
    }

    private CompletableFuture<String> answer(String question) {
        if (question.equals("ready")) {
            ready.complete(question);
            return ready;
        }
        return rows.apply(question);
    }

    int number() {
        return number;
    }

    CompletableFuture<String> ready() {
        return ready;
    }

    CompletableFuture<String> ask(String question) {
        return line.ask(question);
    }

    /** How many questions it has not answered yet. */
    int unanswered() {
        return line.unanswered();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        line.close();
    }
}
