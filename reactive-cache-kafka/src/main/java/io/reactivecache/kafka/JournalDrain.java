package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One membership in the group, for one subscriber after the other. It outlives a subscriber that leaves for as long as
 * something that was delivered is not settled, at most for the time a rebalance waits as well: nobody else is given what is
 * still being applied, and another subscriber here takes up where the last one left.
 */
final class JournalDrain {

    private final JournalSettings settings;
    private final Lease lease;
    private final Deliveries deliveries;
    private final DrainOutlet outlet;
    private volatile Optional<JournalConsumer> consumer = Optional.empty();
    private final Disposable.Swap lingering = Disposables.swap();

    JournalDrain(JournalSettings settings) {
        this.settings = settings;
        this.lease = new Lease(settings.sessionTimeout(), System::nanoTime);
        this.deliveries = new Deliveries(settings.maxUnacknowledged(), lease);
        this.outlet = new DrainOutlet(deliveries);
    }

    /** Lets a subscriber in; false if this drain has come to its end. */
    boolean open(FluxSink<JournalEvent> sink) {
        if (!outlet.open(sink)) {
            return false;
        }
        sink.onDispose(() -> left(sink));
        sink.onRequest(wanted -> handOn());
        return true;
    }

    boolean isTaken() {
        return outlet.isTaken();
    }

    /** Begins, on a scheduler with a single thread that may block. */
    void begin(Scheduler blocking) {
        blocking.schedule(this::drain);
    }

    private void drain() {
        try {
            JournalConsumer made = new JournalConsumer(settings, deliveries, outlet, lease);
            consumer = Optional.of(made);
            endIfSettled();
            made.run();
            outlet.close(JournalErrors.closed());
        } catch (RuntimeException failed) {
            outlet.close(JournalErrors.of(failed));
        } finally {
            lingering.dispose();
        }
    }

    private void handOn() {
        outlet.handOn();
        nudge();
    }

    private void left(FluxSink<JournalEvent> sink) {
        outlet.leave(sink);
        lingering.update(Schedulers.parallel()
                .schedule(this::endIfLeft, settings.withdrawTimeout().toMillis(), TimeUnit.MILLISECONDS));
        endIfSettled();
    }

    void acknowledge(List<Entry> entries) {
        deliveries.acknowledge(entries);
        endIfSettled();
    }

    void release(List<Entry> entries) {
        deliveries.release(entries);
        endIfSettled();
    }

    private void endIfSettled() {
        if (deliveries.delivered() == 0) {
            endIfLeft();
        }
    }

    private void endIfLeft() {
        if (outlet.closeIfLeft()) {
            consumer.ifPresent(JournalConsumer::end);
        }
    }

    /** Ends it. What was acknowledged is committed. */
    void end() {
        outlet.close(JournalErrors.closed());
        consumer.ifPresent(JournalConsumer::end);
    }

    private void nudge() {
        consumer.ifPresent(JournalConsumer::nudge);
    }
}
