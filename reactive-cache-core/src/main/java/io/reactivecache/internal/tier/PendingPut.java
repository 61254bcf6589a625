package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.spi.Token;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A put of this node between its beginning and the moment this node applies its record.
 *
 * <p>One that is <em>strict</em> keeps its value only if no other record of the key lies in between, whoever decides which value
 * is right. One without a value only watches the records.
 */
public final class PendingPut<V> {

    private final Token token;
    private volatile Optional<V> value;
    private volatile Keep keep;
    private final boolean strict;
    private final Sinks.One<Boolean> applied = Sinks.one();
    private volatile boolean overlapped;
    private volatile boolean abandoned;
    private volatile boolean arrived;
    private volatile boolean kept;
    private volatile boolean settled;
    private volatile @Nullable Position superseder;
    private volatile @Nullable Position before;

    PendingPut(Token token, Optional<V> value, Keep keep, boolean strict) {
        this.token = token;
        this.value = value;
        this.keep = keep;
        this.strict = strict;
    }

    Token token() {
        return token;
    }

    /** Gives it a value to keep; before its record is appended. */
    public void give(V given, Keep how) {
        keep = how;
        value = Optional.of(given);
    }

    /** The value put. */
    public V value() {
        return value.orElseThrow();
    }

    /** How the value is kept. */
    public Keep keep() {
        return keep;
    }

    boolean mayKeep(boolean newestWins) {
        return value.isPresent() && !abandoned && (newestWins && !strict || !overlapped);
    }

    /** The last other record of the key that was applied before its own; empty if there was none. */
    public Optional<Position> before() {
        return Optional.ofNullable(before);
    }

    /** Another record of the key was applied; after its own that is no concern of its any more. */
    void overlap(Position record) {
        if (!arrived) {
            overlap();
            before = record;
        }
    }

    /** Its own record is being applied. */
    void arrive() {
        arrived = true;
    }

    /** True if its record has been applied, or may never be. */
    public boolean isSettled() {
        return settled;
    }

    /** True if its record was applied and the local tier has kept its value. */
    public boolean isKept() {
        return kept;
    }

    void overlap() {
        overlapped = true;
    }

    /** Notes that another write of this node has its record at this position. Acknowledgements may come in any order. */
    synchronized void supersede(Position record) {
        Position known = superseder;
        if (known == null || !known.reflects(record)) {
            superseder = record;
        }
    }

    /** True if this put, whose record is at the given position, comes before the write that superseded it. */
    boolean isSuperseded(Position own) {
        Position later = superseder;
        return later != null && !own.reflects(later);
    }

    /** True if nobody knows whether its record will arrive. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Its record may never arrive: nobody shall wait for it, and nothing be kept if it does. */
    public void abandon() {
        abandoned = true;
        settle(false);
    }

    /** Tells the writer that its record has been applied, and whether the local tier keeps the value. */
    public void settle(boolean isKept) {
        kept = isKept;
        settled = true;
        applied.tryEmitValue(isKept);
    }

    /** Emits, once the put's record has been applied here, whether the local tier keeps the value. */
    public Mono<Boolean> applied() {
        return applied.asMono();
    }
}
