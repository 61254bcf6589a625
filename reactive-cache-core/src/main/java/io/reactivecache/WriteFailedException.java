package io.reactivecache;

/** A write that did not run to its end: which step failed, and what was done before it. */
public final class WriteFailedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** The steps of a write, in order. */
    public enum Step {
        /** Reaching the log for the first time. Nothing was done: the system of record was not written. */
        BEGIN,
        /** The writer: the system of record. If it failed the cache has invalidated the key all the same. */
        TRUTH,
        /** Keeping fills out of the remote tier while the change is announced. */
        CLOSE,
        /** The record in the log that makes every node drop the old value. */
        ANNOUNCE,
        /** Settling the key in the remote tier. */
        SETTLE
    }

    private final Step step;
    private final boolean announced;

    public WriteFailedException(Step step, boolean announced, Throwable cause) {
        super(
                "write: step " + step + " failed with " + cause.getClass().getSimpleName() + ", "
                        + (announced ? "the change was announced" : "the change was not announced"),
                cause);
        this.step = step;
        this.announced = announced;
    }

    /** The step that failed. */
    public Step step() {
        return step;
    }

    /** True if all nodes have been told to drop the old value; if not, they may keep it until its time is over. */
    public boolean announced() {
        return announced;
    }
}
