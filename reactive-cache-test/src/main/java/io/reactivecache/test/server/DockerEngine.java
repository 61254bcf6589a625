package io.reactivecache.test.server;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs a server in one container, which keeps its port and its files from run to run. Loaded only if Testcontainers is on
 * the class path; Testcontainers creates and removes the container, in between it is controlled through Docker itself.
 */
final class DockerEngine implements Engine {

    private static final int ORDERLY_SECONDS = 20;
    private static final int TAIL_CHARACTERS = 4_000;

    private final GenericContainer<?> container;

    private DockerEngine(GenericContainer<?> container) {
        this.container = container;
    }

    static boolean isUsable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** The name under which published ports are reached. */
    static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    /** Describes a container that listens on the port inside and outside; an empty command is that of the image. */
    static Engine of(String image, int port, List<String> command, Map<String, String> environment) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv(environment)
                .withCreateContainerCmdModifier(create -> publish(create, port));
        if (!command.isEmpty()) {
            container.withCommand(command.toArray(String[]::new));
        }
        return new DockerEngine(container);
    }

    @Override
    public void start() {
        try {
            if (isCreated()) {
                client().startContainerCmd(container.getContainerId()).exec();
            } else {
                container.start();
            }
        } catch (RuntimeException e) {
            throw new ServerException("image: " + container.getDockerImageName() + " (expected: to start)", e);
        }
    }

    @Override
    public boolean isAlive() {
        if (!isCreated()) {
            return false;
        }
        String id = container.getContainerId();
        return Boolean.TRUE.equals(
                client().inspectContainerCmd(id).exec().getState().getRunning());
    }

    @Override
    public void signal(Signal signal) {
        String id = container.getContainerId();
        try {
            switch (signal) {
                case END ->
                    client().stopContainerCmd(id).withTimeout(ORDERLY_SECONDS).exec();
                case KILL -> kill(id);
                case PAUSE -> client().pauseContainerCmd(id).exec();
                case RESUME -> client().unpauseContainerCmd(id).exec();
            }
        } catch (DockerException e) {
            throw new ServerException("signal: " + signal + " (expected: accepted by Docker)", e);
        }
    }

    @Override
    public String log() {
        String text = isCreated() ? container.getLogs() : "";
        return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS));
    }

    @Override
    public void close() {
        container.stop();
    }

    private void kill(String id) {
        client().killContainerCmd(id).exec();
        client().waitContainerCmd(id).start().awaitStatusCode();
    }

    private boolean isCreated() {
        return container.getContainerId() != null;
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    private static void publish(CreateContainerCmd create, int port) {
        ExposedPort inside = ExposedPort.tcp(port);
        Binding outside = isLocal() ? Binding.bindIpAndPort("127.0.0.1", port) : Binding.bindPort(port);
        create.withExposedPorts(inside).getHostConfig().withPortBindings(new PortBinding(outside, inside));
    }

    private static boolean isLocal() {
        return Set.of("localhost", "127.0.0.1").contains(host());
    }
}
