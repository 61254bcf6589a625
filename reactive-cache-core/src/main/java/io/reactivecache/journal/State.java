package io.reactivecache.journal;

/** The life of a journal: opening, then open, then one of the others. */
enum State {
    /** The directory is taken, and what is there is read. Appends wait. */
    OPENING,
    /** Appends are taken. */
    OPEN,
    /** Something failed: nothing is taken, acknowledged or delivered any more, and no file is touched. */
    BROKEN,
    /** It was closed. */
    CLOSED;

    boolean isOver() {
        return this == BROKEN || this == CLOSED;
    }
}
