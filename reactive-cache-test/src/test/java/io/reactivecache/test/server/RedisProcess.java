package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code redis-server} of a form that {@link RedisServer} has no options for: with TLS, of a cluster, a replica, a sentinel.
 * Always a process of this machine.
 */
public final class RedisProcess implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));
    private static final Duration REPLY = Duration.ofSeconds(5);

    private final int port;
    private final ProcessEngine engine;

    private RedisProcess(int port, ProcessEngine engine) {
        this.port = port;
        this.engine = engine;
        OpenEngines.add(engine);
    }

    /** A server that is not started yet, with the lines of its configuration. */
    public static RedisProcess server(int port, String... lines) {
        return of(port, List.of(), lines);
    }

    /** A sentinel that is not started yet, with the lines of its configuration. */
    public static RedisProcess sentinel(int port, String... lines) {
        return of(port, List.of("--sentinel"), lines);
    }

    /** Ports at which nobody listens. */
    public static int[] ports(int count) {
        return Ports.free(count);
    }

    private static RedisProcess of(int port, List<String> mode, String... lines) {
        ServerDirectory directory = ServerDirectory.create("redis");
        String configuration = String.join(
                "\n", "bind 127.0.0.1", "protected-mode no", "dir " + directory.data(), String.join("\n", lines), "");
        try {
            Path file = Files.writeString(directory.root().resolve("redis.conf"), configuration);
            List<String> command =
                    new ArrayList<>(List.of(RedisExecutable.find(directory).toString(), file.toString()));
            command.addAll(mode);
            return new RedisProcess(port, new ProcessEngine(directory, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until its port is open, or until it has ended. Returns whether it runs. */
    public boolean start() {
        engine.start();
        SOON.holds("open or ended", () -> !engine.isAlive() || !Ports.isFree(port));
        return engine.isAlive();
    }

    /** Ends it at once. */
    public void kill() {
        engine.signal(Signal.KILL);
    }

    /** Stops it until it is resumed. */
    public void pause() {
        engine.signal(Signal.PAUSE);
    }

    /** Lets it go on. */
    public void resume() {
        engine.signal(Signal.RESUME);
    }

    /** Sends a command and returns the first line of its reply. */
    public String send(String... command) {
        try (RespConnection connection = RespConnection.open("127.0.0.1", port, REPLY)) {
            return connection.send(command);
        } catch (IOException e) {
            return "-" + e;
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The end of what it wrote. */
    public String log() {
        return engine.log();
    }

    @Override
    public void close() {
        engine.close();
        OpenEngines.remove(engine);
    }
}
