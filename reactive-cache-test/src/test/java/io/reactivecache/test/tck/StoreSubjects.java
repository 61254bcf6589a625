package io.reactivecache.test.tck;

import io.reactivecache.Position;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The operations of a remote store that has leases.
 *
 * @param name of the store
 * @param present one that can be reached
 * @param away one that cannot be reached
 * @param <S> its type
 */
record StoreSubjects<S extends RemoteStore & Leases>(String name, Supplier<S> present, Supplier<S> away)
        implements Suite {

    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Token TOKEN = new Token(1, 1);
    private static final Ticket TICKET = new Ticket(1, Long.MAX_VALUE);
    private static final Position POSITION = new Position(1, 0, 1);
    private static final StoredEntry ABSENCE = new StoredEntry(
            POSITION, Duration.ZERO, TIME, TIME, Duration.ZERO, Set.of(), Optional.empty(), Optional.empty());

    @Override
    public List<Subject> subjects() {
        String key = "tck";
        return List.of(
                Subject.one(name + ", read", () -> present.get().read(key, TIME))
                        .failing(() -> away.get().read(key, TIME)),
                Subject.one(name + ", fill", () -> present.get().fill(key, ABSENCE, TICKET))
                        .failing(() -> away.get().fill(key, ABSENCE, TICKET)),
                Subject.one(name + ", close", () -> present.get().close(key, TOKEN, TIME))
                        .failing(() -> away.get().close(key, TOKEN, TIME)),
                Subject.none(name + ", open", () -> present.get().open(key, TOKEN, POSITION, TIME))
                        .failing(() -> away.get().open(key, TOKEN, POSITION, TIME)),
                Subject.one(name + ", store", () -> present.get().store(key, TOKEN, ABSENCE, TICKET, TIME))
                        .failing(() -> away.get().store(key, TOKEN, ABSENCE, TICKET, TIME)),
                Subject.one(name + ", acquire", () -> present.get().acquire(key, TOKEN, TIME, TIME))
                        .failing(() -> away.get().acquire(key, TOKEN, TIME, TIME)),
                Subject.none(name + ", release", () -> present.get().release(key, TOKEN))
                        .failing(() -> away.get().release(key, TOKEN)));
    }
}
