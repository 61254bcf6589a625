package io.reactivecache.test.remote;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The table of markers of one cache in {@link InMemoryRemoteStore}. */
final class InMemoryMarkers {

    private static final String EVERYTHING = "RA";
    private static final int MOST_ROWS = 1_000;

    private final InstantSource clock;
    private final long seal;
    private final Map<Token, Marked> marks = new HashMap<>();
    private final Map<Place, Raised> rows = new HashMap<>();
    private Optional<LogPositions> checkpoint = Optional.empty();

    InMemoryMarkers(InstantSource clock, long seal) {
        this.clock = clock;
        this.seal = seal;
        marks.put(new Token(0, seal), new Marked(EVERYTHING, clock.millis()));
    }

    private record Marked(String marker, long since) {}

    private record Place(long epoch, String marker) {}

    private record Raised(LogPositions positions, long at) {}

    synchronized void close(Token token, String marker) {
        marks.put(token, new Marked(isFull() ? EVERYTHING : marker, clock.millis()));
    }

    synchronized void open(Token token, String marker, LogPositions positions) {
        Marked marked = marks.remove(token);
        String raised = marked == null ? marker : marked.marker;
        if (raised.equals(EVERYTHING) && isFull()) {
            List<Raised> all = rows.entrySet().stream()
                    .filter(row -> row.getKey().epoch == positions.epoch())
                    .map(Map.Entry::getValue)
                    .toList();
            rows.keySet().removeIf(place -> place.epoch == positions.epoch());
            all.forEach(row -> raise(EVERYTHING, row.positions));
        }
        raise(raised, positions);
    }

    private void raise(String marker, LogPositions positions) {
        rows.merge(
                new Place(positions.epoch(), marker),
                new Raised(positions, clock.millis()),
                (old, fresh) -> new Raised(later(old.positions, positions), fresh.at));
    }

    synchronized boolean checkpoint(long told, LogPositions positions) {
        if (told != seal) {
            return false;
        }
        checkpoint = checkpoint
                .filter(known -> known.epoch() == positions.epoch() && known.partitions() == positions.partitions())
                .map(known -> later(known, positions))
                .or(() -> Optional.of(positions));
        return true;
    }

    private static LogPositions later(LogPositions some, LogPositions others) {
        long[] offsets = IntStream.range(0, some.partitions())
                .mapToLong(p -> Math.max(some.offset(p), others.offset(p)))
                .toArray();
        return LogPositions.of(some.epoch(), offsets);
    }

    private boolean isFull() {
        return marks.size() + rows.size() + 1 > MOST_ROWS;
    }

    synchronized Content read() {
        return new Content(
                seal,
                checkpoint,
                marks.entrySet().stream()
                        .map(mark -> new Mark(mark.getKey(), mark.getValue().marker, age(mark.getValue().since)))
                        .toList(),
                rows.entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue()))
                        .toList());
    }

    private Row row(Place place, Raised raised) {
        return new Row(place.marker, raised.positions, raised.at, age(raised.at));
    }

    synchronized boolean drop(Row row) {
        return rows.remove(new Place(row.positions().epoch(), row.marker()), new Raised(row.positions(), row.raised()));
    }

    private Duration age(long since) {
        return Duration.ofMillis(Math.max(0, clock.millis() - since));
    }
}
