package io.reactivecache.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a cache. Nothing is checked before {@link #build()}, which reports all problems at once. */
public final class CacheConfigBuilder {

    private final String name;
    private Duration ttl = Duration.ofMinutes(10);
    private @Nullable Duration localTtl;
    private @Nullable Duration remoteTtl;
    private @Nullable Long maximumSize;
    private @Nullable Long maximumBytes;
    private Duration maxLoadTime = Duration.ofSeconds(30);
    private @Nullable Duration announceTimeout;
    private Duration fenceSlack = Duration.ofSeconds(5);
    private @Nullable Duration remoteTimeout;
    private Duration reconnectBackoff = Duration.ofSeconds(1);
    private int maxKeyLength = 1_024;
    private int maxRecentKeys = 100_000;
    private int maxFlights = 100_000;
    private int maxWrites = 100_000;
    private int maxBackground = 10_000;
    private int maxRepairs = 10_000;
    private final Set<Object> contextKeys = new HashSet<>(Set.of("micrometer.observation"));

    /** Settings of a cache of this name: letters, digits and {@code . _ -}, in parts divided by {@code :}. */
    public CacheConfigBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** How long after it was loaded or put a value may be answered by any tier. Defaults to 10 minutes. */
    public CacheConfigBuilder ttl(Duration value) {
        this.ttl = Objects.requireNonNull(value, "ttl");
        return this;
    }

    /** How long the local tier may answer a value. Defaults to {@link #ttl}. */
    public CacheConfigBuilder localTtl(Duration value) {
        this.localTtl = Objects.requireNonNull(value, "localTtl");
        return this;
    }

    /** How long the remote tier may answer a value. Defaults to {@link #ttl}. */
    public CacheConfigBuilder remoteTtl(Duration value) {
        this.remoteTtl = Objects.requireNonNull(value, "remoteTtl");
        return this;
    }

    /** How many entries the local tier holds. Defaults to 10,000; conflicts with {@link #maximumBytes}. */
    public CacheConfigBuilder maximumSize(long entries) {
        this.maximumSize = entries;
        return this;
    }

    /** How many bytes of values the local tier holds. Defaults to no such bound; conflicts with {@link #maximumSize}. */
    public CacheConfigBuilder maximumBytes(long bytes) {
        this.maximumBytes = bytes;
        return this;
    }

    /** How long a load and a writer may take each. Defaults to 30 seconds. */
    public CacheConfigBuilder maxLoadTime(Duration value) {
        this.maxLoadTime = Objects.requireNonNull(value, "maxLoadTime");
        return this;
    }

    /**
     * How long a write waits for the log, once to acknowledge and once to deliver. Defaults to 10 seconds, or to
     * {@code maxLoadTime} if that is shorter.
     */
    public CacheConfigBuilder announceTimeout(Duration value) {
        this.announceTimeout = Objects.requireNonNull(value, "announceTimeout");
        return this;
    }

    /** How much longer the marks of a write live than loads may take. Defaults to 5 seconds. */
    public CacheConfigBuilder fenceSlack(Duration value) {
        this.fenceSlack = Objects.requireNonNull(value, "fenceSlack");
        return this;
    }

    /**
     * How long a call of the remote tier is waited for. Defaults to 1 second, or to {@code maxLoadTime} if that is
     * shorter.
     */
    public CacheConfigBuilder remoteTimeout(Duration value) {
        this.remoteTimeout = Objects.requireNonNull(value, "remoteTimeout");
        return this;
    }

    /** The longest pause between two attempts to reach the log. Defaults to 1 second. */
    public CacheConfigBuilder reconnectBackoff(Duration value) {
        this.reconnectBackoff = Objects.requireNonNull(value, "reconnectBackoff");
        return this;
    }

    /** The longest form of a key as it is written down. Defaults to 1,024 characters. */
    public CacheConfigBuilder maxKeyLength(int characters) {
        this.maxKeyLength = characters;
        return this;
    }

    /** How many recently changed keys are remembered. Defaults to 100,000. */
    public CacheConfigBuilder maxRecentKeys(int keys) {
        this.maxRecentKeys = keys;
        return this;
    }

    /** How many loads may be in flight. Defaults to 100,000. */
    public CacheConfigBuilder maxFlights(int flights) {
        this.maxFlights = flights;
        return this;
    }

    /** How many writes may be under way. Defaults to 100,000. */
    public CacheConfigBuilder maxWrites(int writes) {
        this.maxWrites = writes;
        return this;
    }

    /** How many fills and settlements of the remote tier may be under way. Defaults to 10,000. */
    public CacheConfigBuilder maxBackground(int steps) {
        this.maxBackground = steps;
        return this;
    }

    /** How many keys may wait for the remote tier to come back. Defaults to 10,000. */
    public CacheConfigBuilder maxRepairs(int keys) {
        this.maxRepairs = keys;
        return this;
    }

    /** Passes a key of the first caller's Context on to loads. Defaults to Micrometer's observation only. */
    public CacheConfigBuilder contextKey(Object key) {
        this.contextKeys.add(Objects.requireNonNull(key, "contextKey"));
        return this;
    }

    /**
     * Checks the settings.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public CacheConfig build() {
        return new CacheConfig(
                name,
                ttl,
                localTtl == null ? ttl : localTtl,
                remoteTtl == null ? ttl : remoteTtl,
                maximumSize == null ? (maximumBytes == null ? 10_000 : Long.MAX_VALUE) : maximumSize,
                maximumBytes == null ? Long.MAX_VALUE : maximumBytes,
                maxLoadTime,
                announceTimeout == null ? shorter(Duration.ofSeconds(10), maxLoadTime) : announceTimeout,
                fenceSlack,
                remoteTimeout == null ? shorter(Duration.ofSeconds(1), maxLoadTime) : remoteTimeout,
                reconnectBackoff,
                maxKeyLength,
                maxRecentKeys,
                maxFlights,
                maxWrites,
                maxBackground,
                maxRepairs,
                contextKeys);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
