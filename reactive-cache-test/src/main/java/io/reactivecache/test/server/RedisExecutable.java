package io.reactivecache.test.server;

import java.nio.file.Path;

/** The {@code redis-server} program of this machine: the one on the PATH, or else the one out of embedded-redis. */
final class RedisExecutable {

    private RedisExecutable() {}

    /** Finds the program; one that has to be extracted goes into the directory given. */
    static Path find(ServerDirectory directory) {
        return new Program("redis-server").onPath().orElseGet(() -> embedded(directory));
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
