package io.reactivecache.nats;

import io.nats.client.Options;
import io.reactivecache.config.Problems;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Settings for a {@link NatsJetStreamLog}. Not safe to use from many threads. */
public final class NatsJetStreamLogBuilder {

    private static final int MAX_PARTITIONS = 1_024;
    private static final int MAX_REPLICAS = 5;
    private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final NatsAddress address = new NatsAddress();
    private String name = "reactive-cache-invalidations";
    private int partitions = 8;
    private long maxLength = 100_000;
    private Optional<Duration> maxAge = Optional.empty();
    private int replicas = 1;
    private Duration appendTimeout = Duration.ofSeconds(30);
    private int maxPendingAppends = 10_000;

    NatsJetStreamLogBuilder() {}

    /** The servers to connect to, such as {@code nats://localhost:4222}. Required, unless there are options. */
    public NatsJetStreamLogBuilder servers(String... uris) {
        address.servers(uris);
        return this;
    }

    /**
     * The options of the connection, with its servers, TLS and credentials; asked for whenever a connection is made, on a
     * thread that may block. Whatever they say, the log itself opens another connection when one was lost, and pings every
     * two seconds at least. They name files to read and code to run: pass on what you trust only. Required, unless there are
     * servers.
     */
    public NatsJetStreamLogBuilder options(Supplier<Options> supplier) {
        address.options(supplier);
        return this;
    }

    /**
     * The name of the log, with which its streams and subjects begin, the same for all nodes. Defaults to
     * {@code reactive-cache-invalidations}.
     */
    public NatsJetStreamLogBuilder name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /** How many partitions the log has if it is made now, 1 to 1,024; one that exists keeps its own. Defaults to 8. */
    public NatsJetStreamLogBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /** How many records of each partition are kept, if the log has to be made. Defaults to 100,000. */
    public NatsJetStreamLogBuilder maxLength(long records) {
        this.maxLength = records;
        return this;
    }

    /** How long records are kept, at least a minute, if the log has to be made. Defaults to no limit. */
    public NatsJetStreamLogBuilder maxAge(Duration time) {
        this.maxAge = Optional.of(time);
        return this;
    }

    /** The number of replicas, 1 to 5, if the log has to be made. Defaults to 1. */
    public NatsJetStreamLogBuilder replicas(int count) {
        this.replicas = count;
        return this;
    }

    /** How long an append may take, retries included, 100 ms to 1 h. Defaults to 30 seconds. */
    public NatsJetStreamLogBuilder appendTimeout(Duration time) {
        this.appendTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How many appends may be under way, at least 1; more are refused. Defaults to 10,000. */
    public NatsJetStreamLogBuilder maxPendingAppends(int count) {
        this.maxPendingAppends = count;
        return this;
    }

    /**
     * The log; connects to nothing yet.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting cannot work; names all that cannot
     */
    public NatsJetStreamLog build() {
        problems().throwIfAny();
        StreamLogSettings settings =
                new StreamLogSettings(name, partitions, maxLength, maxAge, replicas, appendTimeout, maxPendingAppends);
        return new NatsJetStreamLog(settings, new NatsLink(address.connection(name), name));
    }

    private Problems problems() {
        Problems problems = new Problems();
        address.check(problems);
        NatsAddress.checkName(problems, name);
        problems.within("partitions", partitions, 1, MAX_PARTITIONS);
        problems.atLeast("maxLength", maxLength, 1);
        maxAge.ifPresent(age -> problems.check(age.compareTo(SHORTEST_AGE) >= 0, "maxAge", age, ">= " + SHORTEST_AGE));
        problems.within("replicas", replicas, 1, MAX_REPLICAS);
        problems.check(
                appendTimeout.compareTo(SHORTEST_TIMEOUT) >= 0 && appendTimeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "appendTimeout",
                appendTimeout,
                SHORTEST_TIMEOUT + " to " + LONGEST_TIMEOUT);
        problems.atLeast("maxPendingAppends", maxPendingAppends, 1);
        return problems;
    }
}
