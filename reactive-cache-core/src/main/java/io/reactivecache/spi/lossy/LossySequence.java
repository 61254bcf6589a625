package io.reactivecache.spi.lossy;

import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one subscription into the events of a log. Not safe to use from many threads.
 *
 * <p>It is {@linkplain #isBroken() broken} in the beginning, and after something that leaves no other way: a message that is
 * none of ours, another epoch, a record that is missing too long, more records ahead than may be held. Then it holds what comes, until a probe does
 * that was begun afterwards: the end that this one carries is where the log goes on.
 *
 * <p>Nodes take a number and publish in two steps, so that records may overtake each other. One that is ahead is held until
 * those before it have come. What is known of when a probe comes has to have come with the next one. Time passes with probes
 * alone: whoever sends them decides how long to wait.
 */
final class LossySequence {

    private static final int MAX_HELD = 4_096;

    private final long tail;
    private final LongSupplier probesBegun;
    private final Map<Position, byte[]> held = new HashMap<>();
    private @Nullable Reached reached;
    private long awaitedProbe;

    /**
     * A sequence without a beginning.
     *
     * @param tail whose probes count
     * @param probesBegun how many of them were begun so far; a probe is begun before the end it carries is asked for
     */
    LossySequence(long tail, LongSupplier probesBegun) {
        this.tail = tail;
        this.probesBegun = probesBegun;
    }

    /** True if nothing comes out of it until a probe comes in that is begun from now on. */
    boolean isBroken() {
        return reached == null;
    }

    /** Forgets where it was. */
    void breakOff() {
        reached = null;
        held.clear();
        awaitedProbe = probesBegun.getAsLong() + 1;
    }

    /** The events that follow from a message, in their order. */
    List<LogEvent> receive(Optional<LossyMessage> message) {
        List<LogEvent> events = new ArrayList<>();
        if (message.isEmpty()) {
            breakOff();
        } else if (message.get() instanceof LossyMessage.Numbered numbered) {
            receive(numbered, events);
        } else if (message.get() instanceof LossyMessage.Probe probe && probe.tail() == tail) {
            receive(probe, events);
        }
        return events;
    }

    private void receive(LossyMessage.Numbered record, List<LogEvent> events) {
        Reached now = reached;
        if (now == null) {
            if (held.size() < MAX_HELD) { // what is not held will be missing, and break the sequence once more
                held.put(record.position(), record.payload());
            }
        } else if (!now.knows(record.position())) {
            breakOff();
        } else if (now.isAhead(record.position())) {
            hold(record, now, events);
        }
    }

    private void hold(LossyMessage.Numbered record, Reached now, List<LogEvent> events) {
        held.put(record.position(), record.payload());
        goOn(now, record.position().partition(), events);
        if (held.size() > MAX_HELD) {
            breakOff();
        }
    }

    private void receive(LossyMessage.Probe probe, List<LogEvent> events) {
        Reached now = reached;
        if (now == null) {
            if (probe.number() >= awaitedProbe) {
                begin(probe.end(), events);
            }
        } else if (now.isMissing() || !now.isOf(probe.end())) {
            breakOff();
        } else {
            now.due(probe.end(), held.keySet());
        }
    }

    private void begin(LogPositions end, List<LogEvent> events) {
        Reached now = new Reached(end);
        reached = now;
        events.add(new LogEvent.Reset(end));
        held.keySet().removeIf(position -> !now.knows(position) || !now.isAhead(position));
        for (int partition = 0; partition < end.partitions(); partition++) {
            goOn(now, partition, events);
        }
    }

    private void goOn(Reached now, int partition, List<LogEvent> events) {
        Position next = now.next(partition);
        byte[] payload = held.remove(next);
        while (payload != null) {
            events.add(new LogEvent.Appended(next, payload));
            now.advance(partition);
            next = now.next(partition);
            payload = held.remove(next);
        }
    }
}
