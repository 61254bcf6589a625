package io.reactivecache.test.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The question whether Docker can be used, answered once.
 *
 * <p>Testcontainers takes seconds and log lines to find that there is no daemon, so it is asked only if something accepts
 * a connection where a daemon would.
 */
final class Docker {

    private static final int CONNECT_MILLIS = 500;
    private static final boolean USABLE = isWanted() && hasTestcontainers() && hasListener() && DockerEngine.isUsable();

    private Docker() {}

    static boolean isUsable() {
        return USABLE;
    }

    private static boolean isWanted() {
        return !"false".equalsIgnoreCase(System.getProperty("reactivecache.test.docker"));
    }

    private static boolean hasTestcontainers() {
        return ClassPath.has("org.testcontainers.DockerClientFactory");
    }

    private static boolean hasListener() {
        return Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(host -> !host.isBlank())
                .map(host -> accepts(URI.create(host)))
                .orElseGet(() -> usualSockets().anyMatch(Docker::accepts));
    }

    private static Stream<Path> usualSockets() {
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> fixed = Stream.of(
                Path.of("/var/run/docker.sock"),
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"));
        Stream<Path> rootless =
                Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).stream().map(dir -> Path.of(dir, "docker.sock"));
        return Stream.concat(fixed, rootless);
    }

    private static boolean accepts(URI host) {
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> accepts(Path.of(host.getPath()));
            case "tcp", "http", "https" -> acceptsTcp(host);
            default -> true;
        };
    }

    private static boolean accepts(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        SocketAddress address = UnixDomainSocketAddress.of(path);
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean acceptsTcp(URI host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException refused) {
            return false;
        }
    }
}
