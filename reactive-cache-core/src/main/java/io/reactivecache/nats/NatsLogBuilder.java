package io.reactivecache.nats;

import io.nats.client.Options;
import io.reactivecache.config.Problems;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.spi.append.PendingAppends;
import io.reactivecache.spi.lossy.LossyLog;
import io.reactivecache.spi.lossy.LossyTails;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Settings for a {@link NatsLog}. Not safe to use from many threads. */
public final class NatsLogBuilder {

    private final NatsAddress address = new NatsAddress();
    private Optional<PositionCounter> counter = Optional.empty();
    private String name = "reactive-cache-invalidations";
    private Duration probeInterval = Duration.ofSeconds(1);
    private Duration probeTimeout = Duration.ofSeconds(3);
    private Duration appendTimeout = Duration.ofSeconds(5);
    private int maxPendingAppends = 10_000;
    private Scheduler scheduler = Schedulers.parallel();

    NatsLogBuilder() {}

    /** The servers to connect to, such as {@code nats://localhost:4222}. Required, unless there are options. */
    public NatsLogBuilder servers(String... uris) {
        address.servers(uris);
        return this;
    }

    /**
     * The options of the connections, as {@link NatsJetStreamLogBuilder#options} takes them. A connection must hear itself:
     * with {@code noEcho} no record is acknowledged.
     */
    public NatsLogBuilder options(Supplier<Options> supplier) {
        address.options(supplier);
        return this;
    }

    /** Gives records their positions, the same counter for all nodes, with the partitions of the log. Required. */
    public NatsLogBuilder counter(PositionCounter positions) {
        this.counter = Optional.of(positions);
        return this;
    }

    /**
     * The name of the log, with which its subject begins, the same for all nodes. Defaults to
     * {@code reactive-cache-invalidations}.
     */
    public NatsLogBuilder name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /**
     * The time between two messages that each tail sends to itself, to know that its connection is sound and that it has
     * missed nothing. Every node hears those of all. Defaults to 1 second.
     */
    public NatsLogBuilder probeInterval(Duration interval) {
        this.probeInterval = Objects.requireNonNull(interval, "probeInterval");
        return this;
    }

    /** How long such a message may take before the connection counts as lost. Defaults to 3 seconds. */
    public NatsLogBuilder probeTimeout(Duration timeout) {
        this.probeTimeout = Objects.requireNonNull(timeout, "probeTimeout");
        return this;
    }

    /** How long it may take until the server has taken a record, retries included. Defaults to 5 seconds. */
    public NatsLogBuilder appendTimeout(Duration time) {
        this.appendTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How many records and probes may be under way, at least 1; more are refused. Defaults to 10,000. */
    public NatsLogBuilder maxPendingAppends(int count) {
        this.maxPendingAppends = count;
        return this;
    }

    /** Runs the timers. Defaults to {@link Schedulers#parallel()}. */
    public NatsLogBuilder scheduler(Scheduler timers) {
        this.scheduler = Objects.requireNonNull(timers, "scheduler");
        return this;
    }

    /**
     * The log; connects to nothing yet.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting cannot work; names all that cannot
     */
    public NatsLog build() {
        problems().throwIfAny();
        NatsLink link = new NatsLink(address.connection(name), name);
        PendingAppends pending = new PendingAppends(maxPendingAppends, appendTimeout);
        NatsChannel channel = new NatsChannel(link, name + ".records", pending);
        PositionCounter positions = counter.orElseThrow();
        LossyTails tails = new LossyTails(channel, positions, probeInterval, probeTimeout, scheduler);
        return new NatsLog(link, new LossyLog(channel, positions, tails));
    }

    private Problems problems() {
        Problems problems = new Problems();
        address.check(problems);
        NatsAddress.checkName(problems, name);
        problems.check(counter.isPresent(), "counter", "none", "one for all nodes");
        problems.positive("probeInterval", probeInterval);
        problems.positive("probeTimeout", probeTimeout);
        problems.positive("appendTimeout", appendTimeout);
        problems.atLeast("maxPendingAppends", maxPendingAppends, 1);
        return problems;
    }
}
