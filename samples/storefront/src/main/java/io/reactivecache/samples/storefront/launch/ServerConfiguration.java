package io.reactivecache.samples.storefront.launch;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.samples.storefront.settings.EmbeddedPorts;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The servers the nodes share: the ones given, else the ones that run already, else ones that are started. */
@Configuration(proxyBeanMethods = false)
@DependsOn("nodePorts") // no server is started for nodes that cannot start
class ServerConfiguration {

    private final StorefrontSettings settings;
    private final EmbeddedPorts ports;

    ServerConfiguration(StorefrontSettings settings) {
        this.settings = settings;
        this.ports = settings.embedded();
    }

    @Bean
    SharedServer database() {
        return server(
                "database",
                settings.database(),
                settings.databaseAddress(),
                ports.database(),
                () -> EmbeddedServers.database(ports.database()));
    }

    @Bean
    SharedServer redis() {
        return server(
                "redis",
                settings.redis(),
                settings.redisAddress(),
                ports.redis(),
                () -> EmbeddedServers.redis(ports.redis()));
    }

    private static SharedServer server(
            String name, @Nullable String given, String address, int port, Supplier<SharedServer> start) {
        if (given != null) {
            return SharedServer.given(given);
        }
        if (port != 0 && Ports.isListening(port)) {
            return SharedServer.found(address);
        }
        try {
            return start.get();
        } catch (RuntimeException failure) {
            throw new InvalidConfigException(
                    List.of("storefront." + name + ": absent, and starting the embedded one on port " + port
                            + " failed with " + failure + " (expected: the address of a server that runs)"));
        }
    }
}
