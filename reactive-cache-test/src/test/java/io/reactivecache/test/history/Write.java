package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** A caller that puts a value, or invalidates a key. The steps of the write find it in their Context. */
final class Write extends Caller<Position> {

    private static final int NOTHING = -1;

    private final World world;
    private final int key;
    private final int value;
    private boolean isKnown;
    private boolean failed;
    private int version;
    private @Nullable Position acknowledged;

    private Write(World world, Life life, int key, int value) {
        super(life);
        this.world = world;
        this.key = key;
        this.value = value;
    }

    static Write put(World world, Life life, int key) {
        return new Write(world, life, key, world.rows.make(key));
    }

    static Write invalidation(World world, Life life, int key) {
        return new Write(world, life, key, NOTHING);
    }

    void call(ReactiveCache<Integer, Integer> cache) {
        call(value == NOTHING ? cache.invalidate(key) : cache.put(key, value));
    }

    int key() {
        return key;
    }

    /** True if it is a write that goes on, whether or not somebody waits for it. */
    static boolean isUnderWay(Caller<?> caller) {
        return caller instanceof Write write
                && write.acknowledged == null
                && !write.failed
                && !write.node().isOver();
    }

    /** What its record tells the nodes: the version a node that has applied it must reflect. */
    int version() {
        return version;
    }

    /** Where its record is in the log; it must have been acknowledged. */
    Position position() {
        return Objects.requireNonNull(acknowledged);
    }

    /** Which record of the history it is; it must have been acknowledged. */
    int number() {
        return world.number(position());
    }

    /** The system of record has taken the value, and the node knows. */
    void committed() {
        isKnown = true;
        version = world.rows.version(key, Optional.of(value));
    }

    /** It is announced now. What is not known to be a put changes the key to whatever the system of record has. */
    void announced() {
        if (!isKnown) {
            version = world.rows.version(key);
        }
    }

    @Override
    public Context currentContext() {
        return Context.of(Write.class, this);
    }

    @Override
    public void onNext(Position position) {
        world.tally.count(Event.ACKNOWLEDGED);
        world.trace.add("  ", this, " is acknowledged at ", world.number(position));
        acknowledged = position;
        world.ledger.acknowledged(this);
    }

    @Override
    public void onError(Throwable failure) {
        world.tally.count(Event.WRITE_FAILED);
        world.trace.add("  ", this, " fails: ", failure);
        failed = true;
        super.onError(failure);
    }

    @Override
    public String toString() {
        return node() + ": " + (value == NOTHING ? "invalidation of k" + key : "put of " + value + " at k" + key);
    }
}
