package io.reactivecache.samples.storefront.launch;

import io.reactivecache.samples.storefront.replay.Trace;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The nodes of this process. They are given the addresses of the servers they share, and have nothing else in common. */
@Component
public class Nodes implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(5);

    private final List<Node> running = new CopyOnWriteArrayList<>();
    private final ApplicationArguments arguments;
    private final NodePorts ports;
    private final @Nullable Path journals;
    private final Map<String, Object> shared;

    Nodes(
            ApplicationArguments arguments,
            NodePorts ports,
            StorefrontSettings settings,
            Trace trace,
            SharedServer database,
            SharedServer redis) {
        this.arguments = arguments;
        this.ports = ports;
        this.journals = settings.journal();
        this.shared = Map.of(
                "storefront.database", database.address(),
                "storefront.redis", redis.address(),
                "storefront.products", Math.max(settings.products(), trace.products()));
    }

    /**
     * Starts the nodes one after the other and returns once all of them serve. It also waits until they use their caches,
     * but not for long: without the invalidation log they never do.
     */
    public void start() {
        for (int port : ports.all()) {
            running.add(Node.start(arguments.getSourceArgs(), own(port)));
        }
        Mono.when(running.stream().map(Node::ready).toList())
                .timeout(READY, Mono.empty())
                .block();
    }

    private Map<String, Object> own(int port) {
        Map<String, Object> own = new HashMap<>(shared);
        own.put("server.port", port);
        if (journals != null) {
            own.put(
                    "storefront.journal",
                    journals.resolve("node-" + (running.size() + 1)).toString());
        }
        return own;
    }

    /** Where the nodes can be reached, in the order they were started. */
    public List<URI> urls() {
        return running.stream().map(Node::url).toList();
    }

    @Override
    public void close() {
        running.forEach(Node::close);
    }
}
