package io.reactivecache.samples.storefront.launch;

import io.reactivecache.config.Problems;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The ports of the nodes: {@code server.port} and those after it, or any free ones if that is 0. */
@Component
final class NodePorts {

    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 65_535;

    private final List<Integer> ports;

    /**
     * Checks the ports.
     *
     * @throws io.reactivecache.InvalidConfigException naming all that cannot be used
     */
    NodePorts(Environment environment, StorefrontSettings settings) {
        int first = Binder.get(environment).bind("server.port", Integer.class).orElse(DEFAULT_PORT);
        int highest = MAX_PORT - settings.nodes() + 1;
        Problems problems = new Problems();
        problems.check(first >= 0 && first <= highest, "server.port", first, "0 to " + highest);
        problems.throwIfAny();
        this.ports = IntStream.range(0, settings.nodes())
                .map(node -> first == 0 ? 0 : first + node)
                .boxed()
                .toList();
        ports.forEach(port -> problems.check(Ports.isFree(port), "server.port", port + " in use", "a free port"));
        problems.throwIfAny();
    }

    List<Integer> all() {
        return ports;
    }
}
