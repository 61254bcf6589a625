package io.reactivecache.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The place where a NATS server runs.
 *
 * @param engine what runs it
 * @param host the name under which clients reach it
 */
record NatsEngine(Engine engine, String host) {

    static final String ABSENT =
            "nats-server: not found (expected: Docker, or nats-server on the PATH or in an sbin directory)";

    private static final String IMAGE = "nats:2.10-alpine";
    private static final Program PROGRAM = new Program("nats-server");

    static boolean isInstalled() {
        return Docker.isUsable() || PROGRAM.find().isPresent();
    }

    /** Chooses Docker, or else the program of this machine. */
    static NatsEngine of(int port) {
        return Docker.isUsable() ? inDocker(port) : asProcess(port);
    }

    private static NatsEngine inDocker(int port) {
        List<String> command = command("nats-server", port, "0.0.0.0", "/data");
        return new NatsEngine(DockerEngine.of(IMAGE, port, command, Map.of()), DockerEngine.host());
    }

    private static NatsEngine asProcess(int port) {
        String program = PROGRAM.find()
                .orElseThrow(() -> new ServerException(ABSENT, ""))
                .toString();
        ServerDirectory directory = ServerDirectory.create("nats");
        List<String> command =
                command(program, port, "127.0.0.1", directory.data().toString());
        return new NatsEngine(new ProcessEngine(directory, command), "localhost");
    }

    private static List<String> command(String program, int port, String bind, String directory) {
        List<String> command = new ArrayList<>(List.of(program, "--jetstream", "--store_dir", directory));
        command.addAll(List.of("--addr", bind, "--port", String.valueOf(port)));
        return command;
    }
}
