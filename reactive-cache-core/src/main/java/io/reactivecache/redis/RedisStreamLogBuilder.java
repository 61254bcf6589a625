package io.reactivecache.redis;

import io.reactivecache.config.Problems;
import java.util.Objects;

/** Collects the settings of a {@link RedisStreamLog}. Not safe to use from many threads. */
public final class RedisStreamLogBuilder {

    static final int MAX_PARTITIONS = 1_024;

    private final RedisRemoteStore store;
    private String name = "invalidations";
    private int partitions = 8;
    private long maxLength = 100_000;

    RedisStreamLogBuilder(RedisRemoteStore store) {
        this.store = store;
    }

    /** The name of the log, the same for all nodes. Defaults to {@code invalidations}. */
    public RedisStreamLogBuilder name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /** How many partitions the log has if it is made now, 1 to 1,024; one that exists keeps its own. Defaults to 8. */
    public RedisStreamLogBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /** How many records of each partition are kept, at least. Defaults to 100,000. */
    public RedisStreamLogBuilder maxLength(long records) {
        this.maxLength = records;
        return this;
    }

    /**
     * The log.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public RedisStreamLog build() {
        Problems problems = new Problems();
        problems.name("name", name);
        problems.within("partitions", partitions, 1, MAX_PARTITIONS);
        problems.atLeast("maxLength", maxLength, 1);
        problems.throwIfAny();
        return new RedisStreamLog(
                store, new StreamLogCommands(new StreamLogKeys(name), partitions, maxLength, store.patience()));
    }
}
