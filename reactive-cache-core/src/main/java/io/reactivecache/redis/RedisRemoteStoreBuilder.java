package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import io.reactivecache.config.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Collects the settings of a {@link RedisRemoteStore}. Not safe to use from many threads. */
public final class RedisRemoteStoreBuilder {

    private static final int MAX_CONNECTIONS = 64;
    private static final double HEADROOM = 1.2;
    private static final double NANOS_PER_SECOND = 1e9;

    private @Nullable String uri;
    private List<String> seeds = List.of();
    private @Nullable String sentinelPassword;
    private @Nullable RedisTls tls;
    private Duration commandTimeout = Duration.ofSeconds(1);
    private Duration minBackoff = Duration.ofMillis(50);
    private Duration maxBackoff = Duration.ofSeconds(1);
    private Duration probeInterval = Duration.ofSeconds(5);
    private int requestQueueSize = 10_000;
    private int connections = 1;
    private Scheduler scheduler = Schedulers.boundedElastic();

    RedisRemoteStoreBuilder() {}

    /**
     * Where Redis is, in the form {@code redis://[user:password@]host[:port][/database]}; {@code rediss://} with TLS.
     * With sentinels it is {@code redis-sentinel://[user:password@]host[:port][,host[:port]...][/database]#name}: the
     * user and password of Redis, the addresses of all sentinels, and the name by which they know the primary; {@code
     * rediss-sentinel://} with TLS to all of them. Must be set, or {@link #cluster}.
     */
    public RedisRemoteStoreBuilder uri(String uri) {
        this.uri = Objects.requireNonNull(uri, "uri");
        return this;
    }

    /**
     * Servers of a Redis Cluster, in place of a uri. Each is in the form {@code redis://[user:password@]host[:port]};
     * {@code rediss://} with TLS. One that answers is enough to find the primaries, which have to be reachable by the
     * addresses they announce, and by the user and password of the first. What is set for connections is then for each
     * primary.
     */
    public RedisRemoteStoreBuilder cluster(String seed, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add(0, Objects.requireNonNull(seed, "seed"));
        this.seeds = List.copyOf(all);
        return this;
    }

    /** What the sentinels of the uri ask for, if they ask for a password. Defaults to none. */
    public RedisRemoteStoreBuilder sentinelPassword(String password) {
        this.sentinelPassword = Objects.requireNonNull(password, "password");
        return this;
    }

    /** Whom to trust, if the uri begins with {@code rediss://}. Defaults to {@link RedisTls#ofSystem()}. */
    public RedisRemoteStoreBuilder tls(RedisTls tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /** How long an operation, or a step of connecting, may take. Defaults to 1 second. */
    public RedisRemoteStoreBuilder commandTimeout(Duration commandTimeout) {
        this.commandTimeout = Objects.requireNonNull(commandTimeout, "commandTimeout");
        return this;
    }

    /**
     * The wait after the first failed try to connect and the longest wait, between which it doubles; each is varied by
     * half at random. Defaults to 50 milliseconds and 1 second.
     */
    public RedisRemoteStoreBuilder reconnectBackoff(Duration min, Duration max) {
        this.minBackoff = Objects.requireNonNull(min, "min");
        this.maxBackoff = Objects.requireNonNull(max, "max");
        return this;
    }

    /**
     * The time between two questions whether Redis is alive and what time it is there, and to sentinels or a cluster
     * who the primaries are. A Redis that does not answer three in a row is left, and connected to anew. Defaults to
     * 5 seconds.
     */
    public RedisRemoteStoreBuilder probeInterval(Duration probeInterval) {
        this.probeInterval = Objects.requireNonNull(probeInterval, "probeInterval");
        return this;
    }

    /**
     * How many connections there are, of a cluster to each primary, 1 to 64; each serves its part of the keys, and
     * the operations on one key are all on the same. Defaults to 1.
     */
    public RedisRemoteStoreBuilder connections(int connections) {
        this.connections = connections;
        return this;
    }

    /**
     * As many {@linkplain #connections(int) connections} as operations are under way at a time, by Little's law their
     * rate times their latency, and a fifth more for bursts: on average an operation finds a connection with nothing
     * before it.
     *
     * @param operationsPerSecond how many there will be
     * @param latency how long one takes, round trip included
     */
    public RedisRemoteStoreBuilder connectionsFor(double operationsPerSecond, Duration latency) {
        double underWay = operationsPerSecond * latency.toNanos() / NANOS_PER_SECOND;
        return connections((int) Math.ceil(underWay * HEADROOM));
    }

    /** How many operations may wait for their answer on each connection; more are refused. Defaults to 10,000. */
    public RedisRemoteStoreBuilder requestQueueSize(int requestQueueSize) {
        this.requestQueueSize = requestQueueSize;
        return this;
    }

    /**
     * Runs the work of connecting and all timers; connecting may block its thread for a name lookup. Defaults to {@link
     * Schedulers#boundedElastic()}.
     */
    public RedisRemoteStoreBuilder scheduler(Scheduler scheduler) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /**
     * A store that begins to connect now.
     *
     * @throws io.reactivecache.InvalidConfigException if settings are missing or cannot work
     */
    public RedisRemoteStore build() {
        return new RedisRemoteStore(settings());
    }

    RedisSettings settings() {
        Problems problems = new Problems();
        List<RedisURI> cluster =
                seeds.stream().map(seed -> parse("cluster", seed, problems)).toList();
        RedisURI parsed = cluster.isEmpty() ? parse("uri", uri, problems) : cluster.get(0);
        checkCluster(cluster, problems);
        checkSentinels(parsed, problems);
        problems.check(tls == null || parsed.isSsl(), "tls", "given", "none, or a uri of rediss://");
        problems.positive("commandTimeout", commandTimeout);
        problems.positive("reconnectBackoff.min", minBackoff);
        problems.positive("reconnectBackoff.max", maxBackoff);
        problems.notLonger("reconnectBackoff.min", minBackoff, "reconnectBackoff.max", maxBackoff);
        problems.positive("probeInterval", probeInterval);
        problems.atLeast("requestQueueSize", requestQueueSize, 1);
        problems.within("connections", connections, 1, MAX_CONNECTIONS);
        problems.throwIfAny();
        return new RedisSettings(
                parsed,
                cluster,
                tls(parsed),
                commandTimeout,
                minBackoff,
                maxBackoff,
                probeInterval,
                requestQueueSize,
                connections,
                scheduler);
    }

    private void checkCluster(List<RedisURI> cluster, Problems problems) {
        if (!cluster.isEmpty()) {
            RedisURI first = cluster.get(0);
            problems.check(uri == null, "uri", "given", "none, with a cluster");
            problems.check(first.getDatabase() == 0, "cluster", "a database", "none: a cluster has but one");
            problems.check(
                    cluster.stream().allMatch(seed -> seed.getSentinels().isEmpty() && seed.isSsl() == first.isSsl()),
                    "cluster",
                    "uris of several kinds",
                    "redis:// or rediss:// for all");
        }
    }

    private void checkSentinels(RedisURI parsed, Problems problems) {
        String password = sentinelPassword;
        if (password != null) {
            problems.check(
                    !parsed.getSentinels().isEmpty(),
                    "sentinelPassword",
                    "given",
                    "none, or a uri of redis-sentinel://");
            parsed.getSentinels().forEach(sentinel -> sentinel.setAuthentication(password));
        }
    }

    private Optional<RedisTls> tls(RedisURI parsed) {
        return parsed.isSsl() ? Optional.of(tls == null ? RedisTls.ofSystem() : tls) : Optional.empty();
    }

    /** Says nothing of the text: it may hold a password. */
    private static RedisURI parse(String name, @Nullable String uri, Problems problems) {
        if (uri == null) {
            problems.add(name, "none", "redis://host:port");
        } else {
            try {
                return RedisURI.create(uri);
            } catch (IllegalArgumentException malformed) {
                problems.add(name, "malformed", "redis://host:port");
            }
        }
        return new RedisURI();
    }
}
