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
        /**
         * Reaching the remote tier first, where the cache itself is the truth or the log keeps nothing. Nobody has been told.
         */
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
                        + (announced ? "the change was announced" : "the change was not acknowledged by the log"),
                cause);
        this.step = step;
        this.announced = announced;
    }

    /** The step that failed. */
    public Step step() {
        return step;
    }

    /**
     * True if all nodes have been told to drop the old value. If not, the log has not acknowledged it in time: they may keep
     * the old value until its time is over.
     */
    public boolean announced() {
        return announced;
    }
}
