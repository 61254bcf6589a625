package io.reactivecache.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a Redis server runs.
 *
 * @param port where it listens
 * @param persistent whether every write is on disk before it is acknowledged
 * @param password what clients must present, empty if nothing
 */
record RedisSettings(int port, boolean persistent, Optional<String> password) {

    /** The options for the command line, understood by all versions since 6.2. */
    List<String> options(String bind, String directory) {
        List<String> options = new ArrayList<>(List.of("--port", String.valueOf(port), "--bind", bind));
        options.addAll(List.of("--protected-mode", "no", "--dir", directory, "--save", ""));
        options.addAll(List.of("--appendonly", persistent ? "yes" : "no", "--appendfsync", "always"));
        password.ifPresent(word -> options.addAll(List.of("--requirepass", word)));
        return List.copyOf(options);
    }
}
