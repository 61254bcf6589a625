package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The drains of a journal, one after the other on one thread, and the one of the time. */
final class JournalDrains {

    private static final int MAX_QUEUED = 1_000;
    private static final int IDLE_SECONDS = 10;
    private static final Duration LONGEST_END = Shutdown.CLOSE_TIMEOUT.multipliedBy(2);

    private final JournalSettings settings;
    private final Scheduler thread;
    private Optional<JournalDrain> current = Optional.empty();
    private boolean closed;

    JournalDrains(JournalSettings settings, Shutdown shutdown) {
        this.settings = settings;
        this.thread = Schedulers.newBoundedElastic(
                1, MAX_QUEUED, settings.clients().clientId() + "-drain", IDLE_SECONDS, true);
        shutdown.add(this::close);
    }

    Flux<JournalEvent> events() {
        return Flux.push(this::open);
    }

    private synchronized void open(FluxSink<JournalEvent> sink) {
        if (closed) {
            sink.error(JournalErrors.closed());
        } else if (current.filter(JournalDrain::isTaken).isPresent()) {
            sink.error(new IllegalStateException("drain: has a subscriber (expected: one at a time)"));
        } else if (current.filter(drain -> drain.open(sink)).isEmpty()) {
            begin(sink);
        }
    }

    private void begin(FluxSink<JournalEvent> sink) {
        JournalDrain drain = new JournalDrain(settings);
        current = Optional.of(drain);
        drain.open(sink);
        drain.begin(thread);
    }

    void acknowledge(List<Entry> entries) {
        now().ifPresent(drain -> drain.acknowledge(entries));
    }

    void release(List<Entry> entries) {
        now().ifPresent(drain -> drain.release(entries));
    }

    private synchronized Optional<JournalDrain> now() {
        return current;
    }

    private synchronized Optional<JournalDrain> last() {
        closed = true;
        return current;
    }

    /** Gives the last drain a moment to commit and to leave the group. */
    private void close() {
        last().ifPresent(JournalDrain::end);
        thread.disposeGracefully()
                .timeout(LONGEST_END)
                .onErrorComplete()
                .then(Mono.fromRunnable(thread::dispose))
                .block();
    }
}
