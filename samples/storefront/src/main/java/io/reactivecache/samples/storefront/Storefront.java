package io.reactivecache.samples.storefront;

import io.reactivecache.samples.storefront.launch.Banner;
import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.samples.storefront.replay.Replay;
import io.reactivecache.samples.storefront.replay.Trace;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.net.URI;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/**
 * Starts the shop: the servers that are missing, then the nodes, in one process. Serves until it is stopped, or replays a
 * trace and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorefrontSettings.class)
@ComponentScan(basePackageClasses = {Nodes.class, Replay.class})
public class Storefront {

    /** Starts the shop with settings of the form {@code --storefront.nodes=3}. */
    public static void main(String[] args) {
        ConfigurableApplicationContext storefront = open(args);
        System.out.println(storefront.getBean(Banner.class).text());
        if (storefront.getBean(Trace.class).isPresent()) {
            replay(storefront);
        }
    }

    /**
     * Opens the shop and returns once it serves; closing the context closes it.
     *
     * <p>The nodes start when the context around them is complete, not within it, so that what prevents one of them from
     * starting is reported once.
     */
    static ConfigurableApplicationContext open(String... args) {
        ConfigurableApplicationContext storefront = new SpringApplicationBuilder(Storefront.class)
                .web(WebApplicationType.NONE)
                .run(args);
        try {
            storefront.getBean(Nodes.class).start();
            return storefront;
        } catch (RuntimeException | Error failure) {
            storefront.close();
            throw failure;
        }
    }

    // A replay that is stopped has no result; the process is ending then already.
    private static void replay(ConfigurableApplicationContext storefront) {
        List<URI> nodes = storefront.getBean(Nodes.class).urls();
        storefront.getBean(Replay.class).run(nodes).blockOptional().ifPresent(report -> {
            System.out.println(report.text());
            System.exit(SpringApplication.exit(storefront, report));
        });
    }
}
