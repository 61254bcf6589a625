package io.reactivecache.spi.lossy;

import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.PositionCounter;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The tails of a log over a channel that keeps nothing, as {@link io.reactivecache.spi.InvalidationLog#tail} promises them for
 * a log that is {@link io.reactivecache.spi.DeliveryClass#LOSSY}.
 *
 * <p>Each tail publishes small probes, which carry where the log ends as the counter says. With the first one that comes back
 * the tail begins, with a {@link LogEvent.Reset} to that end. It is reset once more by
 *
 * <ul>
 *   <li>a message that {@link LossyFormat} does not know,
 *   <li>another epoch, or a counter that was set back,
 *   <li>a record that is missing while two probes come,
 *   <li>more records than it may keep for a subscriber that does not ask.
 * </ul>
 *
 * <p>It errors with {@link LinkLostException} when the connection is lost or a probe does not come back in time, and as the
 * counter and the channel do when a probe cannot be sent. Those who subscribe again
 * begin with a {@link LogEvent.Reset}.
 */
public final class LossyTails {

    private final LossyChannel channel;
    private final PositionCounter counter;
    private final Duration probeInterval;
    private final Duration probeTimeout;
    private final Scheduler scheduler;

    /**
     * Tails, none of which has begun.
     *
     * @param channel brings the records, as {@link LossyFormat#record} writes them, of all nodes
     * @param counter gave the records their positions
     * @param probeInterval the time between two probes, and half of how long a record may be missing
     * @param probeTimeout how long a probe may take to come back
     * @param scheduler runs the timers
     */
    public LossyTails(
            LossyChannel channel,
            PositionCounter counter,
            Duration probeInterval,
            Duration probeTimeout,
            Scheduler scheduler) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.counter = Objects.requireNonNull(counter, "counter");
        this.probeInterval = Objects.requireNonNull(probeInterval, "probeInterval");
        this.probeTimeout = Objects.requireNonNull(probeTimeout, "probeTimeout");
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /**
     * A tail for each subscriber, on a connection of its own. Events are emitted where the channel hands over its messages,
     * or where they are asked for. Cancelling closes the connection.
     */
    public Flux<LogEvent> tail() {
        return Flux.defer(() -> new LossyTail(channel, probes()).events());
    }

    private Probes probes() {
        return new Probes(channel, counter, probeInterval, probeTimeout, scheduler);
    }
}
