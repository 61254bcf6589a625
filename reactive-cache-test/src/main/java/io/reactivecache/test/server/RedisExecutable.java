package io.reactivecache.test.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code redis-server} program of this machine: the one on the PATH, or else the one out of embedded-redis. */
final class RedisExecutable {

    private RedisExecutable() {}

    /** Finds the program; one that has to be extracted goes into the directory given. */
    static Path find(ServerDirectory directory) {
        return onPath().orElseGet(() -> embedded(directory));
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "redis-server"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Path embedded(ServerDirectory directory) {
        if (!ClassPath.has("redis.embedded.core.ExecutableProvider")) {
            throw new ServerException(
                    "redis-server: not found (expected: Docker, redis-server on the PATH,"
                            + " or com.github.codemonstur:embedded-redis on the class path)",
                    "");
        }
        return EmbeddedRedis.extract(directory.root());
    }
}
