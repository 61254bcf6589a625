package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.spi.Token;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A put of this node between its beginning and the moment this node applies its record. */
public final class PendingPut<V> {

    private final Token token;
    private final V value;
    private final Sinks.One<Boolean> applied = Sinks.one();
    private volatile boolean overlapped;
    private volatile boolean abandoned;
    private volatile @Nullable Position superseder;

    PendingPut(Token token, V value) {
        this.token = token;
        this.value = value;
    }

    Token token() {
        return token;
    }

    /** The value put. */
    public V value() {
        return value;
    }

    boolean isOverlapped() {
        return overlapped;
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

    boolean isAbandoned() {
        return abandoned;
    }

    /** Its record may never arrive: nobody shall wait for it, and nothing be kept if it does. */
    public void abandon() {
        abandoned = true;
        settle(false);
    }

    /** Tells the writer that its record has been applied, and whether the local tier keeps the value. */
    public void settle(boolean kept) {
        applied.tryEmitValue(kept);
    }

    /** Emits, once the put's record has been applied here, whether the local tier keeps the value. */
    public Mono<Boolean> applied() {
        return applied.asMono();
    }
}
