package io.reactivecache.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The place where a Redis server runs.
 *
 * @param engine what runs it
 * @param host the name under which clients reach it
 */
record RedisEngine(Engine engine, String host) {

    private static final String IMAGE = "redis:7.4-alpine";

    /** Chooses Docker, the program on the PATH, or the embedded program, in this order. */
    static RedisEngine of(RedisSettings settings) {
        return Docker.isUsable() ? inDocker(settings) : asProcess(settings);
    }

    private static RedisEngine inDocker(RedisSettings settings) {
        List<String> command = command("redis-server", settings.options("0.0.0.0", "/data"));
        Engine engine = DockerEngine.of(IMAGE, settings.port(), command, Map.of());
        return new RedisEngine(engine, DockerEngine.host());
    }

    private static RedisEngine asProcess(RedisSettings settings) {
        ServerDirectory directory = ServerDirectory.create("redis");
        try {
            String program = RedisExecutable.find(directory).toString();
            List<String> options =
                    settings.options("127.0.0.1", directory.data().toString());
            return new RedisEngine(new ProcessEngine(directory, command(program, options)), "localhost");
        } catch (RuntimeException e) {
            directory.delete();
            throw e;
        }
    }

    private static List<String> command(String program, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        return command;
    }
}
