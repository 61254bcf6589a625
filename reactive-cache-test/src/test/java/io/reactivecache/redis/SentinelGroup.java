package io.reactivecache.redis;

import io.lettuce.core.RedisConnectionException;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A primary, a replica, and three sentinels that watch them. */
final class SentinelGroup implements AutoCloseable {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(40));
    private static final String NAME = "main";

    private final RedisProcess primary;
    private final RedisProcess replica;
    private final List<RedisProcess> sentinels;

    SentinelGroup() {
        int[] ports = RedisProcess.ports(5);
        primary = RedisProcess.server(ports[0], "port " + ports[0], "repl-diskless-sync-delay 0");
        replica = RedisProcess.server(ports[1], "port " + ports[1], "replicaof 127.0.0.1 " + ports[0]);
        sentinels = IntStream.range(2, 5).mapToObj(i -> sentinel(ports[i])).toList();
    }

    /** One more that watches the primary, not started yet. */
    RedisProcess sentinel(int port, String... more) {
        return sentinel(port, primary, more);
    }

    /** One more that takes the replica for the primary, not started yet. */
    RedisProcess mistakenSentinel(int port) {
        return sentinel(port, replica);
    }

    private static RedisProcess sentinel(int port, RedisProcess watched, String... more) {
        return RedisProcess.sentinel(
                port,
                "port " + port,
                "sentinel monitor " + NAME + " 127.0.0.1 " + watched.port() + " 2",
                "sentinel down-after-milliseconds " + NAME + " 2000",
                "sentinel failover-timeout " + NAME + " 5000",
                String.join("\n", more));
    }

    /** Starts all and waits until all know each other. */
    SentinelGroup start() {
        primary.start();
        replica.start();
        sentinels.forEach(RedisProcess::start);
        sentinels.forEach(sentinel -> SOON.holds("complete", () -> isComplete(sentinel)));
        return this;
    }

    private static boolean isComplete(RedisProcess sentinel) {
        try (Plain plain = new Plain(uri(sentinel))) {
            return plain.commands().info("sentinel").contains("slaves=1,sentinels=3");
        } catch (RedisConnectionException starting) {
            return false;
        }
    }

    /** For a store. */
    String uri() {
        return uri(sentinels);
    }

    static String uri(List<RedisProcess> sentinels) {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#" + NAME));
    }

    private static String uri(RedisProcess server) {
        return "redis://127.0.0.1:" + server.port();
    }

    /** The primary of the beginning. */
    RedisProcess primary() {
        return primary;
    }

    /** Waits until the replica has what the primary has. */
    void awaitReplication() {
        try (Plain plain = new Plain(uri(primary))) {
            SOON.holds("replicated", () -> plain.commands().waitForReplication(1, 1_000) == 1);
        }
    }

    /** Has the replica take the place of the primary, as soon as the sentinels find that possible. */
    void swap() {
        SOON.holds(
                "accepted",
                () -> sentinels.get(0).send("SENTINEL", "FAILOVER", NAME).equals("+OK"));
    }

    /** Most of the sentinels are gone. */
    void loseMostSentinels() {
        sentinels.stream().skip(1).forEach(RedisProcess::kill);
    }

    /** All sentinels are back. */
    void restartSentinels() {
        sentinels.stream().skip(1).forEach(RedisProcess::start);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        replica.close();
        primary.close();
    }
}
