package io.reactivecache.redis;

import io.reactivecache.config.Problems;
import io.reactivecache.spi.lossy.LossyTails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Collects the settings of a {@link RedisPubSubLog}. Not safe to use from many threads. */
public final class RedisPubSubLogBuilder {

    private final RedisRemoteStore store;
    private String name = "invalidations";
    private int partitions = 8;
    private Duration probeInterval = Duration.ofSeconds(1);
    private Duration probeTimeout = Duration.ofSeconds(3);
    private Scheduler scheduler = Schedulers.parallel();

    RedisPubSubLogBuilder(RedisRemoteStore store) {
        this.store = store;
    }

    /** The name of the log, the same for all nodes. Defaults to {@code invalidations}. */
    public RedisPubSubLogBuilder name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /** How many partitions the log has if it is made now, 1 to 1,024; one that exists keeps its own. Defaults to 8. */
    public RedisPubSubLogBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /**
     * The time between two messages that each tail sends to itself, to know that its connection is sound and that it has
     * missed nothing. Every node hears those of all. Defaults to 1 second.
     */
    public RedisPubSubLogBuilder probeInterval(Duration interval) {
        this.probeInterval = Objects.requireNonNull(interval, "probeInterval");
        return this;
    }

    /** How long such a message may take before the connection counts as lost. Defaults to 3 seconds. */
    public RedisPubSubLogBuilder probeTimeout(Duration timeout) {
        this.probeTimeout = Objects.requireNonNull(timeout, "probeTimeout");
        return this;
    }

    /** Runs the timers. Defaults to {@link Schedulers#parallel()}. */
    public RedisPubSubLogBuilder scheduler(Scheduler timers) {
        this.scheduler = Objects.requireNonNull(timers, "scheduler");
        return this;
    }

    /**
     * The log.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public RedisPubSubLog build() {
        Problems problems = new Problems();
        problems.name("name", name);
        problems.within("partitions", partitions, 1, RedisStreamLogBuilder.MAX_PARTITIONS);
        problems.positive("probeInterval", probeInterval);
        problems.positive("probeTimeout", probeTimeout);
        problems.throwIfAny();
        CounterCommands commands = new CounterCommands(name, partitions);
        RedisPositionCounter counter = new RedisPositionCounter(store, commands);
        byte[] channel = ("{" + name + "}:records").getBytes(StandardCharsets.US_ASCII);
        LossyTails tails =
                new LossyTails(new RedisChannel(store, channel), counter, probeInterval, probeTimeout, scheduler);
        return new RedisPubSubLog(store, commands, channel, counter, tails);
    }
}
