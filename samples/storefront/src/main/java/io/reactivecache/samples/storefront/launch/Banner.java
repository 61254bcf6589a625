package io.reactivecache.samples.storefront.launch;

import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is printed when the shop is open: where everything is, and what to try. */
@Component
public class Banner {

    private final Nodes nodes;
    private final SharedServer database;
    private final SharedServer redis;
    private final StorefrontSettings settings;

    Banner(Nodes nodes, SharedServer database, SharedServer redis, StorefrontSettings settings) {
        this.nodes = nodes;
        this.database = database;
        this.redis = redis;
        this.settings = settings;
    }

    /** The text, once the nodes have been started. */
    public String text() {
        List<URI> urls = nodes.urls();
        StringBuilder text = new StringBuilder("\nThe storefront is open.\n\n");
        urls.forEach(url -> text.append("  node      ").append(url).append('\n'));
        line(text, "database", database);
        line(text, "redis", redis);
        text.append("  log       ").append(log()).append('\n');
        URI first = urls.get(0);
        URI last = urls.get(urls.size() - 1);
        return text.append("""

                        Read a product twice, change its price, and read it on the %s node:

                          curl -i %s/products/42
                          curl -i -X PUT -H 'Content-Type: application/json' -d '{"price": 12.50}' %s/products/42
                          curl -i %s/products/42

                        Each node also answers /cache/stats, /actuator/health and /actuator/prometheus. Ctrl-C ends all of it.
                        """.formatted(urls.size() > 1 ? "other" : "same", first, first, last))
                .toString();
    }

    private String log() {
        return settings.kafka() == null ? "in that Redis" : "in Kafka, " + settings.kafka() + " (given)";
    }

    private static void line(StringBuilder text, String name, SharedServer server) {
        text.append("  %-9s %s (%s)%n".formatted(name, server.publicAddress(), server.origin()));
    }
}
