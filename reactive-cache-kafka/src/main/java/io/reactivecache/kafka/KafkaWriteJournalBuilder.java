package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Settings for a {@link KafkaWriteJournal}. Not safe to use from many threads. */
public final class KafkaWriteJournalBuilder {

    private static final int LONGEST_GROUP = 249;
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(1);

    private String bootstrapServers = "";
    private String topic = "reactive-cache-writes";
    private Optional<String> group = Optional.empty();
    private int partitions = 16;
    private int replicationFactor = TopicSettings.BROKER_DEFAULT;
    private Duration retention = Duration.ofDays(7);
    private Duration appendTimeout = Duration.ofSeconds(30);
    private int maxPendingAppends = 10_000;
    private int maxUnacknowledged = 10_000;
    private Duration sessionTimeout = Duration.ofSeconds(30);
    private Duration withdrawTimeout = Duration.ofSeconds(30);
    private Duration checkInterval = Duration.ofSeconds(5);
    private ClientProperties properties = new ClientProperties(Map.of());

    KafkaWriteJournalBuilder() {}

    /** The brokers to ask for the others, {@code host:port} separated by commas. Required. */
    public KafkaWriteJournalBuilder bootstrapServers(String servers) {
        this.bootstrapServers = Objects.requireNonNull(servers, "servers");
        return this;
    }

    /** The topic that carries the journal of one cache. Defaults to {@code reactive-cache-writes}. */
    public KafkaWriteJournalBuilder topic(String name) {
        this.topic = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * The consumer group whose members share the entries: the same on all nodes of a cache. Defaults to the name of the
     * topic.
     */
    public KafkaWriteJournalBuilder group(String id) {
        this.group = Optional.of(id);
        return this;
    }

    /**
     * How many partitions the keys are spread over, 1 to 10000; the topic is created with as many. All nodes must say the
     * same, and always: with another number a key's later writes would be in another partition than its earlier ones.
     * Partitions that a topic has beyond it get no entries. Defaults to 16.
     */
    public KafkaWriteJournalBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /**
     * The number of replicas, if the topic has to be created. Defaults to the broker's {@code default.replication.factor}.
     * Use 3 with {@code min.insync.replicas=2} if the loss of a broker must not lose an acknowledged write.
     */
    public KafkaWriteJournalBuilder replicationFactor(int replicas) {
        this.replicationFactor = replicas;
        return this;
    }

    /**
     * How long an entry is kept, at least a minute, whether or not it was applied by then: choose it longer than the system
     * of record may ever be away. The topic is created with it, and one that keeps its records for less is refused. Defaults to
     * 7 days.
     */
    public KafkaWriteJournalBuilder retention(Duration time) {
        this.retention = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How long an append may take, retries included, 100 ms to 1 h. Defaults to 30 seconds. */
    public KafkaWriteJournalBuilder appendTimeout(Duration time) {
        this.appendTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How many appends may be under way, at least 1; more are refused. Defaults to 10000. */
    public KafkaWriteJournalBuilder maxPendingAppends(int count) {
        this.maxPendingAppends = count;
        return this;
    }

    /**
     * How many entries of a partition may be fetched and not acknowledged, at least 1, before no more are, whatever is asked
     * for. A poll that has begun may exceed it. Defaults to 10000.
     */
    public KafkaWriteJournalBuilder maxUnacknowledged(int count) {
        this.maxUnacknowledged = count;
        return this;
    }

    /**
     * How long this node may be silent before its partitions go to others, 1 s to 1 h; the brokers have limits of their own
     * ({@code group.min.session.timeout.ms}). Defaults to 30 seconds.
     */
    public KafkaWriteJournalBuilder sessionTimeout(Duration time) {
        this.sessionTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * How long what was delivered of a partition that another node is to have is waited for, 100 ms to 1 h: choose it longer
     * than applying a batch takes. Defaults to 30 seconds.
     */
    public KafkaWriteJournalBuilder withdrawTimeout(Duration time) {
        this.withdrawTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How often {@link KafkaWriteJournal#available()} looks, 100 ms to 1 h. Defaults to 5 seconds. */
    public KafkaWriteJournalBuilder checkInterval(Duration time) {
        this.checkInterval = Objects.requireNonNull(time, "time");
        return this;
    }

    /** Further settings of the Kafka clients, as {@link KafkaInvalidationLogBuilder#properties} takes them. Defaults to none. */
    public KafkaWriteJournalBuilder properties(Map<String, ?> settings) {
        this.properties = new ClientProperties(settings);
        return this;
    }

    /**
     * The journal; connects to nothing yet.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting cannot work; names all that cannot
     */
    public KafkaWriteJournal build() {
        check();
        return new KafkaWriteJournal(new JournalSettings(
                new ClientSettings(bootstrapServers, appendTimeout, properties),
                TopicSettings.kept(topic, partitions, replicationFactor, retention),
                retention,
                group.orElse(topic),
                maxPendingAppends,
                maxUnacknowledged,
                sessionTimeout,
                withdrawTimeout,
                checkInterval));
    }

    private void check() {
        Limits limits = new Limits();
        limits.servers(bootstrapServers);
        limits.topic(topic);
        limits.check(isGroup(group.orElse(topic)), "group", group.orElse(topic), "1 to 249 characters");
        limits.partitions(partitions);
        limits.replicationFactor(replicationFactor);
        limits.retention(retention);
        limits.time("appendTimeout", appendTimeout);
        limits.atLeastOne("maxPendingAppends", maxPendingAppends);
        limits.atLeastOne("maxUnacknowledged", maxUnacknowledged);
        limits.time("sessionTimeout", sessionTimeout, SHORTEST_SESSION);
        limits.time("withdrawTimeout", withdrawTimeout);
        limits.time("checkInterval", checkInterval);
        limits.properties(properties);
        limits.throwIfAny();
    }

    private static boolean isGroup(String id) {
        return !id.isBlank() && id.length() <= LONGEST_GROUP;
    }
}
