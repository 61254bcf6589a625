package io.reactivecache.test.history;

/** What may happen in a history; a run of many in which some of it never does shows nothing. */
enum Event {
    HISTORY,
    ANSWER,
    ACKNOWLEDGED,
    WRITE_FAILED,
    /** A caller left before it was answered. */
    CANCELLED,
    /** A caller's deadline was over before it was answered. */
    DEADLINE,
    /** A caller was answered by a flight that a change had overtaken. */
    DETACHED,
    /** The remote store took a loaded value. */
    FILLED,
    /** The remote store turned a loaded value away. */
    FILL_REFUSED,
    /** The remote store turned the value of a put away. */
    STORE_REFUSED,
    /** A key was closed that was closed already. */
    CONTENDED,
    /** A step happened after its caller had given up. */
    LATE_STEP,
    /** An answer came after its caller had given up. */
    LATE_REPLY,
    /** A request or an answer was lost or failed. */
    FAULT,
    /** A node lost its place in the log. */
    RESET,
    /** A node crashed and started anew. */
    CRASH,
    /** A step of a node that had crashed happened all the same. */
    ORPHAN_STEP,
    /** More time passed than anything is remembered for. */
    LONG_PAUSE
}
