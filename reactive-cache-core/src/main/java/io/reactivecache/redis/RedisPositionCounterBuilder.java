package io.reactivecache.redis;

import io.reactivecache.config.Problems;
import java.util.Objects;

/** Collects the settings of a {@link RedisPositionCounter}. Not safe to use from many threads. */
public final class RedisPositionCounterBuilder {

    private final RedisRemoteStore store;
    private String name = "invalidations";
    private int partitions = 8;

    RedisPositionCounterBuilder(RedisRemoteStore store) {
        this.store = store;
    }

    /** The name of the log that is counted, the same for all nodes. Defaults to {@code invalidations}. */
    public RedisPositionCounterBuilder name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /**
     * How many partitions the log has if the counter is made now, 1 to 1,024; one that exists keeps its own. Defaults to 8.
     */
    public RedisPositionCounterBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /**
     * The counter.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public RedisPositionCounter build() {
        Problems problems = new Problems();
        problems.name("name", name);
        problems.within("partitions", partitions, 1, RedisStreamLogBuilder.MAX_PARTITIONS);
        problems.throwIfAny();
        return new RedisPositionCounter(store, new CounterCommands(name, partitions));
    }
}
