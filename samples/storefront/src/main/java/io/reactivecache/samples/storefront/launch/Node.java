package io.reactivecache.samples.storefront.launch;

import io.reactivecache.ReactiveCache;
import io.reactivecache.samples.storefront.node.NodeApplication;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reactor.core.publisher.Mono;

/** A running node: a Spring context with a port of its own. */
final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a node and returns once it serves.
     *
     * @param args the arguments of this process
     * @param own what is different for this node, or was found out since
     */
    static Node start(String[] args, Map<String, Object> own) {
        return new Node(new SpringApplicationBuilder(NodeApplication.class)
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .initializers(context ->
                        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("node", own)))
                .run(args));
    }

    URI url() {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** Completes when the node follows the log and uses its cache; without the invalidation log it serves and never does. */
    Mono<Void> ready() {
        ReactiveCache<?, ?> cache = context.getBean(ReactiveCache.class);
        return cache.ready();
    }

    @Override
    public void close() {
        context.close();
    }
}
