package io.reactivecache.test.history;

import io.reactivecache.Position;

/** A caller that changes something, which is announced. The steps of the write find it in their Context. */
abstract class Change<T> extends Caller<T> {

    private final World world;
    private boolean acknowledged;
    private boolean failed;

    Change(World world, Life node) {
        super(node);
        this.world = world;
    }

    /** True if it is a change that goes on, whether or not somebody waits for it. */
    static boolean isUnderWay(Caller<?> caller) {
        return caller instanceof Change<?> change
                && !change.acknowledged
                && !change.failed
                && !change.node().isOver();
    }

    /** It is announced now. */
    abstract void announced();

    /** Its record is in the log. */
    void appended(Position position) {
        // who is answered the position need not be told
    }

    /** A node has applied its record. */
    void heardBy(Life life) {
        // the ledger knows what that means
    }

    /** True if its records are of this key. */
    abstract boolean means(int key);

    /** What its records tell the nodes: the version of a key a node that has applied them must reflect. */
    abstract int version(int key);

    /** Which record of its partition in this history tells of a key; it must have been acknowledged. */
    abstract int number(int key);

    /** True if it only means values that were loaded: what was put has no tags. */
    boolean isOfTag() {
        return false;
    }

    final void acknowledged(Object positions) {
        world.tally.count(Event.ACKNOWLEDGED);
        world.trace.add("  ", this, " is acknowledged at ", positions);
        acknowledged = true;
        world.ledger.acknowledged(this);
    }

    @Override
    public final void onError(Throwable failure) {
        world.tally.count(Event.WRITE_FAILED);
        world.trace.add("  ", this, " fails: ", failure);
        failed = true;
        super.onError(failure);
    }
}
