package io.reactivecache.samples.storefront.settings;

import io.reactivecache.config.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code storefront.*}. Immutable and valid; all problems are reported at once.
 *
 * @param nodes how many nodes this process starts, on {@code server.port} and the ports after it
 * @param database the R2DBC URL of the system of record; absent for the embedded H2
 * @param redis the URI of the Redis the nodes share; absent for the embedded one
 * @param kafka the bootstrap servers of the Kafka that keeps the invalidation log; absent to keep it in Redis
 * @param embedded the ports of the embedded servers
 * @param log the name of the invalidation log: the topic in Kafka, what its keys begin with in Redis
 * @param products how many products there are; missing ones are created at start
 * @param ttl how long after it was loaded or put a product may be answered by the cache
 * @param maximumSize how many products the local tier of a node holds
 * @param journal the directory of what nodes have counted and the database has not got yet; absent to keep that in memory
 * @param replay the access trace to replay, plain or gzip; absent to serve until stopped
 */
@ConfigurationProperties("storefront")
public record StorefrontSettings(
        @DefaultValue("2") int nodes,
        @Nullable String database,
        @Nullable String redis,
        @Nullable String kafka,
        @DefaultValue EmbeddedPorts embedded,
        @DefaultValue("storefront-invalidations") String log,
        @DefaultValue("10000") int products,
        @DefaultValue("10m") Duration ttl,
        @DefaultValue("10000") long maximumSize,
        @Nullable Path journal,
        @Nullable Path replay) {

    private static final int MAX_NODES = 16;
    private static final int MAX_PRODUCTS = 10_000_000;
    private static final Duration MAX_TTL = Duration.ofDays(365);

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public StorefrontSettings {
        Problems problems = new Problems();
        problems.check(within(nodes, 1, MAX_NODES), "storefront.nodes", nodes, "1 to " + MAX_NODES);
        Addresses.check(problems, database, redis, kafka);
        embedded.check(problems);
        problems.check(log.matches("[A-Za-z0-9._-]{1,128}"), "storefront.log", log, "1 to 128 of A-Z a-z 0-9 . _ -");
        problems.check(within(products, 1, MAX_PRODUCTS), "storefront.products", products, "1 to " + MAX_PRODUCTS);
        problems.check(
                !ttl.isNegative() && !ttl.isZero() && ttl.compareTo(MAX_TTL) <= 0,
                "storefront.ttl",
                ttl,
                "> 0, at most " + MAX_TTL.toDays() + " days");
        problems.check(maximumSize >= 1, "storefront.maximum-size", maximumSize, ">= 1");
        problems.check(replay == null || Files.isReadable(replay), "storefront.replay", "" + replay, "a readable file");
        problems.throwIfAny();
    }

    /** The R2DBC URL of the database: the one given, else that of the embedded server. */
    public String databaseAddress() {
        return database == null ? embedded.databaseAddress() : database;
    }

    /** The URI of Redis: the one given, else that of the embedded server. */
    public String redisAddress() {
        return redis == null ? embedded.redisAddress() : redis;
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
