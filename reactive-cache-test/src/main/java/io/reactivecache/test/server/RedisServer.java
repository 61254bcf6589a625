package io.reactivecache.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A Redis server, version 6.2 or later, that listens on this machine only.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.builder().build()) {
 *     redis.start();
 *     RedisClient client = RedisClient.create(redis.uri());
 * }
 * }</pre>
 *
 * <p>It runs in Docker if there is one, otherwise the {@code redis-server} on the PATH is run, otherwise the one out of
 * {@code com.github.codemonstur:embedded-redis}. Unless it is {@linkplain RedisServerBuilder#persistent(boolean)
 * persistent}, all data is gone when it stops.
 */
public final class RedisServer extends EngineServer {

    private static final Duration REPLY = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(30);

    private final RedisSettings settings;
    private final String host;

    RedisServer(RedisSettings settings, RedisEngine run) {
        super("redis", settings.port(), run.engine());
        this.settings = settings;
        this.host = run.host();
    }

    /**
     * Returns a builder with all options at their defaults.
     *
     * @return a new builder
     */
    public static RedisServerBuilder builder() {
        return new RedisServerBuilder();
    }

    /**
     * The address for clients.
     *
     * @return for example {@code redis://localhost:16379}, with the password if there is one
     */
    public String uri() {
        String user = settings.password().map(word -> ":" + word + "@").orElse("");
        return "redis://" + user + host + ":" + port();
    }

    /**
     * Removes all keys of all databases. Settings changed by {@code CONFIG SET} stay.
     *
     * @throws ServerException if the server refuses
     * @throws UncheckedIOException if the server does not answer
     */
    public void flush() {
        try (RespConnection connection = connect(FLUSH)) {
            String reply = connection.send("FLUSHALL");
            if (!reply.equals("+OK")) {
                throw new ServerException("FLUSHALL: " + reply + " (expected: +OK)", "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    boolean answers() {
        try (RespConnection connection = connect(REPLY)) {
            return connection.send("PING").equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Connects and presents the password. */
    RespConnection connect(Duration timeout) throws IOException {
        RespConnection connection = RespConnection.open(host, port(), timeout);
        Optional<String> password = settings.password();
        if (password.isPresent()) {
            connection.send("AUTH", password.get());
        }
        return connection;
    }
}
