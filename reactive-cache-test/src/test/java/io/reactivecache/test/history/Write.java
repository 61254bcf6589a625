package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** A caller that puts a value, or invalidates a key. */
final class Write extends Change<Position> {

    private static final int NOTHING = -1;

    private final World world;
    private final int key;
    private final int value;
    private boolean isKnown;
    private int version;
    private @Nullable Position position;

    private Write(World world, Life node, int key, int value) {
        super(world, node);
        this.world = world;
        this.key = key;
        this.value = value;
    }

    static Write put(World world, Life node, int key) {
        return new Write(world, node, key, world.rows.makeForPut(key));
    }

    static Write invalidation(World world, Life node, int key) {
        return new Write(world, node, key, NOTHING);
    }

    void call(ReactiveCache<Integer, Integer> cache) {
        call(value == NOTHING ? cache.invalidate(key) : cache.put(key, value));
    }

    /** Where its record is in the log; it must have been acknowledged. */
    Position position() {
        return Objects.requireNonNull(position);
    }

    @Override
    boolean means(int other) {
        return other == key;
    }

    @Override
    int version(int same) {
        return version;
    }

    @Override
    int number(int same) {
        return world.number(position());
    }

    /** The system of record has taken the value, and the node knows. */
    void committed() {
        isKnown = true;
        version = world.rows.version(key, Optional.of(value));
    }

    /** What is not known to be a put changes the key to whatever the system of record has. */
    @Override
    void announced() {
        if (!isKnown) {
            version = world.rows.version(key);
        }
    }

    @Override
    public Context currentContext() {
        return Context.of(Change.class, this, Write.class, this);
    }

    @Override
    public void onNext(Position known) {
        position = known;
        acknowledged(world.number(known));
    }

    @Override
    public String toString() {
        return node() + ": " + (value == NOTHING ? "invalidation of k" + key : "put of " + value + " at k" + key);
    }
}
