package io.reactivecache.redis;

import io.lettuce.core.StreamMessage;
import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows a log on a connection of its own, one read after the other, for one subscriber.
 *
 * <p>Two things prove that nothing was missed. The numbers of a partition's records grow by one, so a gap shows with the next
 * record. And from time to time Redis is asked where the log ends: that must be in the same log, not before what was read, and
 * what is read next must reach it. Where that does not hold the tail begins anew, with a reset.
 */
final class StreamTail {

    private static final int READS_BETWEEN_CHECKS = 16;

    private final StreamLogCommands commands;
    private final RedisLink link;
    private final BooleanSupplier cancelled;
    private LogPositions reached;
    private LogPositions due;
    private int reads;
    private boolean isCheckDue;

    /**
     * A tail that has not begun.
     *
     * @param cancelled true once nobody waits for its events any more
     */
    StreamTail(StreamLogCommands commands, RedisLink link, BooleanSupplier cancelled) {
        this.commands = commands;
        this.link = link;
        this.cancelled = cancelled;
        this.reached = LogPositions.of(0, -1);
        this.due = reached;
    }

    /** The events after the positions, if the log can be continued from there, without end. */
    Flux<LogEvent> from(Optional<LogPositions> start) {
        Mono<List<LogEvent>> begin = commands.end(link).map(end -> begun(start, end));
        return Flux.concat(begin, Mono.defer(this::next).repeat()).concatMapIterable(events -> events, 1);
    }

    private List<LogEvent> begun(Optional<LogPositions> start, LogPositions end) {
        if (start.isEmpty() || !end.reaches(start.get())) {
            return reset(end);
        }
        goOn(start.get(), end);
        return List.of();
    }

    private List<LogEvent> reset(LogPositions end) {
        goOn(end, end);
        return List.of(new LogEvent.Reset(end));
    }

    private void goOn(LogPositions positions, LogPositions end) {
        reached = positions;
        due = end;
        reads = 0;
        isCheckDue = false;
    }

    private Mono<List<LogEvent>> next() {
        return (isCheckDue ? checked() : read()).onErrorResume(this::unlessCancelled);
    }

    private Mono<List<LogEvent>> read() {
        return commands.read(link, reached).flatMap(messages -> {
            List<LogEvent> events = records(messages);
            if (events.size() < messages.size() || isMissing(messages)) {
                return anew(events);
            }
            isCheckDue = messages.isEmpty() || ++reads >= READS_BETWEEN_CHECKS;
            return Mono.just(events);
        });
    }

    /** With the connection of a cancelled tail the read under way ends too, and nobody is to hear of that. */
    private Mono<List<LogEvent>> unlessCancelled(Throwable failure) {
        return cancelled.getAsBoolean() ? Mono.never() : Mono.error(failure);
    }

    /** All that Redis has was read, and it is not all there must be. */
    private boolean isMissing(List<?> messages) {
        return messages.size() < StreamLogCommands.READ_AT_ONCE && !reached.reaches(due);
    }

    /** What was read has been delivered by then: no record waits for a check. */
    private Mono<List<LogEvent>> checked() {
        return commands.end(link).map(end -> {
            if (!end.reaches(reached)) {
                return reset(end);
            }
            goOn(reached, end);
            return List.of();
        });
    }

    /** Up to the first gap. */
    private List<LogEvent> records(List<StreamMessage<byte[], byte[]>> messages) {
        long[] offsets = reached.offsets();
        List<LogEvent> events = new ArrayList<>(messages.size());
        for (StreamMessage<byte[], byte[]> message : messages) {
            int partition = commands.partition(message);
            if (!message.getId().equals(StreamLogCommands.id(offsets[partition] + 1))) {
                break;
            }
            offsets[partition]++;
            events.add(record(new Position(reached.epoch(), partition, offsets[partition]), message));
        }
        reached = LogPositions.of(reached.epoch(), offsets);
        return events;
    }

    private static LogEvent record(Position position, StreamMessage<byte[], byte[]> message) {
        return new LogEvent.Appended(
                position, message.getBody().values().iterator().next());
    }

    /** After a gap: what was before it is delivered all the same. */
    private Mono<List<LogEvent>> anew(List<LogEvent> before) {
        return Flux.range(0, reached.partitions())
                .concatMap(partition -> commands.mend(link, partition))
                .then(commands.end(link))
                .map(end -> after(before, reset(end)));
    }

    private static List<LogEvent> after(List<LogEvent> before, List<LogEvent> events) {
        List<LogEvent> all = new ArrayList<>(before);
        all.addAll(events);
        return all;
    }
}
