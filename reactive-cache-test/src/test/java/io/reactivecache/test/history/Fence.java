package io.reactivecache.test.history;

import io.reactivecache.Position;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction tells before its commit. It means nothing new to who hears of it, until so much time has passed that he
 * must have dropped whatever was loaded before the commit, whether or not somebody told of that.
 */
final class Fence extends Change<Void> {

    private final World world;
    private final int key;
    private final Set<Life> heard = new HashSet<>();
    private @Nullable Position position;
    private int committed;
    private boolean isTold;
    private boolean isOver;

    Fence(World world, Life node, int key) {
        super(world, node);
        this.world = world;
        this.key = key;
    }

    /** The row is what the transaction has made of it. */
    void committed(int version) {
        committed = version;
    }

    /** True if the row was changed after everybody was told that it may be. */
    boolean isCommitted() {
        return committed > 0;
    }

    /** The transaction has told how it ended. */
    void told() {
        isTold = true;
    }

    boolean isTold() {
        return isTold;
    }

    /** Its time is up. */
    void end() {
        isOver = true;
    }

    boolean isHeardBy(Life life) {
        return heard.contains(life);
    }

    @Override
    void heardBy(Life life) {
        heard.add(life);
    }

    @Override
    void appended(Position known) {
        position = known;
    }

    @Override
    void announced() {
        // who hears of it need not reflect anything yet
    }

    @Override
    boolean means(int other) {
        return other == key;
    }

    @Override
    int version(int same) {
        return isOver ? committed : 0;
    }

    @Override
    public void onNext(Void nothing) {
        // it is no call
    }

    @Override
    int number(int same) {
        return world.number(Objects.requireNonNull(position));
    }
}
