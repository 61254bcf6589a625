package io.reactivecache.samples.storefront.settings;

import io.reactivecache.config.Problems;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ports of the embedded servers, fixed and uncommon so that a second process finds the servers of the first. 0 is any
 * free port, and a server for this process alone.
 */
public record EmbeddedPorts(
        @DefaultValue("17082") int database,
        @DefaultValue("17379") int redis) {

    String databaseAddress() {
        return "r2dbc:h2:tcp://sa@localhost:" + database + "/mem:storefront";
    }

    String redisAddress() {
        return "redis://localhost:" + redis;
    }

    void check(Problems problems) {
        check(problems, "storefront.embedded.database", database);
        check(problems, "storefront.embedded.redis", redis);
    }

    private static void check(Problems problems, String setting, int port) {
        problems.check(port >= 0 && port <= 65_535, setting, port, "0 to 65535");
    }
}
