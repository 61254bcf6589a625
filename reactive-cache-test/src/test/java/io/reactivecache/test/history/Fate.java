package io.reactivecache.test.history;

/** What becomes of a call from one process to another. */
enum Fate {
    /** It is done, and answered at once. */
    ANSWERED(true, true),
    /** It is done; the answer is a step of its own. */
    ANSWERED_LATER(true, true),
    /** It is not done, and fails. */
    REFUSED(false, true),
    /** It is done, and fails all the same. */
    MISREPORTED(true, true),
    /** It is not done, and never answered. */
    LOST(false, false),
    /** It is done, and never answered. */
    UNANSWERED(true, false);

    private final boolean done;
    private final boolean answered;

    Fate(boolean done, boolean answered) {
        this.done = done;
        this.answered = answered;
    }

    boolean isDone() {
        return done;
    }

    boolean isAnswered() {
        return answered;
    }

    boolean isFailure() {
        return this == REFUSED || this == MISREPORTED;
    }
}
