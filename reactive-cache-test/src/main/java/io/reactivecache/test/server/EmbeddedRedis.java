package io.reactivecache.test.server;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The program that embedded-redis carries. Loaded only if that library is on the class path. */
final class EmbeddedRedis {

    private EmbeddedRedis() {}

    static Path extract(Path directory) {
        try {
            return ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new ServerException("embedded-redis: no program (expected: one for this system)", e);
        }
    }
}
