package io.reactivecache.test.tck;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * The operations of a remote store that keeps markers and whose values can be gone through.
 *
 * @param name of the store
 * @param present one that can be reached
 * @param away one that cannot be reached
 * @param <S> its type
 */
record MarkerSubjects<S extends RemoteStore & MarkerTable & Sweepable>(
        String name, Supplier<S> present, Supplier<S> away) implements Suite {

    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int MOST = 64;
    private static final String CACHE = "tck";
    private static final String MARKER = "RTtag";
    private static final Token TOKEN = new Token(1, 1);
    private static final LogPositions POSITIONS = LogPositions.of(1, 5);
    private static final Position POSITION = new Position(1, 0, 1);
    private static final Row ROW = new Row(MARKER, POSITIONS, 1, Duration.ZERO);
    private static final StoredEntry ABSENCE = new StoredEntry(
            POSITION, Duration.ZERO, TIME, TIME, Duration.ZERO, Set.of(), Optional.empty(), Optional.empty());

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.none(name + ", close a marker", () -> present.get().close(CACHE, TOKEN, MARKER))
                        .failing(() -> away.get().close(CACHE, TOKEN, MARKER)),
                Subject.none(name + ", open a marker", () -> present.get().open(CACHE, TOKEN, MARKER, POSITIONS))
                        .failing(() -> away.get().open(CACHE, TOKEN, MARKER, POSITIONS)),
                Subject.one(name + ", note a checkpoint", () -> present.get().checkpoint(CACHE, 1, POSITIONS))
                        .failing(() -> away.get().checkpoint(CACHE, 1, POSITIONS)),
                Subject.one(name + ", read markers", () -> present.get().read(CACHE))
                        .failing(() -> away.get().read(CACHE)),
                Subject.one(name + ", drop a row", () -> present.get().drop(CACHE, ROW))
                        .failing(() -> away.get().drop(CACHE, ROW)),
                Subject.one(name + ", lead", () -> present.get().lead(CACHE, TOKEN, TIME))
                        .failing(() -> away.get().lead(CACHE, TOKEN, TIME)),
                Subject.upTo(MOST, name + ", scan", this::scan)
                        .failing(() -> away.get().scan(CACHE)),
                Subject.one(name + ", remove", () -> present.get().removeBefore(CACHE, POSITION))
                        .failing(() -> away.get().removeBefore(CACHE, POSITION)),
                Subject.one(name + ", remove for a time", () -> present.get().removeBefore(CACHE, POSITION, TIME))
                        .failing(() -> away.get().removeBefore(CACHE, POSITION, TIME)));
    }

    /** Of a store that has so many values. */
    private Publisher<?> scan(long count) {
        S store = present.get();
        String prefix = CACHE + UUID.randomUUID() + ":";
        for (int i = 0; i < count; i++) {
            String key = prefix + i;
            store.read(key, TIME)
                    .flatMap(read -> store.fill(key, ABSENCE, read.ticket()))
                    .block(TIME);
        }
        return store.scan(prefix);
    }
}
