package io.reactivecache.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds a {@link RedisServer}. Not for use by several threads. */
public final class RedisServerBuilder {

    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.~-]{0,127}");

    private int port;
    private boolean persistent;
    private Optional<String> password = Optional.empty();

    RedisServerBuilder() {}

    /**
     * The port to listen on. Defaults to 0, a free one.
     *
     * @param port 0 to 65535
     * @return this builder
     */
    public RedisServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * Whether data survives the end of the server, {@code kill -9} included: every write is synced to disk before it is
     * acknowledged. Defaults to false.
     *
     * @param persistent true to keep data until the server is closed
     * @return this builder
     */
    public RedisServerBuilder persistent(boolean persistent) {
        this.persistent = persistent;
        return this;
    }

    /**
     * The password that clients must present. Defaults to none.
     *
     * @param password up to 128 letters, digits and {@code _.~-}, the first a letter or digit
     * @return this builder
     */
    public RedisServerBuilder password(String password) {
        this.password = Optional.of(password);
        return this;
    }

    /**
     * Makes the server, stopped.
     *
     * @return a new server, to be closed by the caller
     * @throws IllegalArgumentException if an option is out of its range; the message names every such option
     * @throws ServerException if there is no Redis to run on this machine
     */
    public RedisServer build() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        RedisSettings settings = new RedisSettings(port == 0 ? Ports.free(1)[0] : port, persistent, password);
        return new RedisServer(settings, RedisEngine.of(settings));
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Ports.isValid(port)) {
            problems.add("port: " + port + " (expected: 0..65535)");
        }
        if (password.isPresent() && !PASSWORD.matcher(password.get()).matches()) {
            problems.add("password: <hidden> (expected: " + PASSWORD + ")");
        }
        return problems;
    }
}
