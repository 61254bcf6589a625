package io.reactivecache.test.cache;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.server.ProcessSignals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** A node in a JVM of its own, which can be stopped. It reads its one key whenever it is told to; the row is a file. */
final class StoppableNode implements AutoCloseable {

    static final String CACHE = "stopped";
    static final String KEY = "key";
    static final Duration MAX = Duration.ofSeconds(2);

    private static final String ANSWER = "> ";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;

    /** Starts a node, and returns once it is ready. */
    StoppableNode(String redis, String log, Path row) throws IOException {
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        redis,
                        log,
                        row.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answer();
    }

    /** Tells it to read, at the latest when it can. */
    void ask() {
        questions.println(KEY);
    }

    /** The value it read and where that came from. */
    String answer() {
        String line = line();
        while (!line.startsWith(ANSWER)) {
            line = line();
        }
        return line.substring(ANSWER.length());
    }

    private String line() {
        try {
            return Objects.requireNonNull(answers.readLine(), "line");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String read() {
        ask();
        return answer();
    }

    void stop() throws IOException, InterruptedException {
        ProcessSignals.stop(process);
    }

    void goOn() throws IOException, InterruptedException {
        ProcessSignals.goOn(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The node. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws IOException {
            RedisRemoteStore store = RedisRemoteStore.create(args[0]);
            Path row = Path.of(args[2]);
            ReactiveCache<String, String> cache = ReactiveCaches.builder(CACHE)
                    .keys(String.class)
                    .values(String.class)
                    .maxStaleness(MAX)
                    .loader(key -> Mono.fromCallable(() -> Files.readString(row)))
                    .remote(store)
                    .log(RedisStreamLog.on(store).name(args[1]).build())
                    .build();
            cache.ready().block();
            System.out.println(ANSWER + "ready");
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String key = lines.readLine(); key != null; key = lines.readLine()) {
                var found = cache.lookup(key).blockOptional().orElseThrow();
                System.out.println(ANSWER + found.value() + ' ' + found.source());
            }
        }
    }
}
