package io.reactivecache.test.history;

/** What may happen in a history; a run of many in which some of it never does shows nothing. */
enum Event {
    HISTORY,
    ANSWER,
    ACKNOWLEDGED,
    WRITE_FAILED,
    /** There were transactions in a history. */
    TRANSACTIONS,
    /** A transaction had fenced its key. */
    FENCED,
    TRANSACTION_COMMITTED,
    TRANSACTION_ROLLED_BACK,
    /** A transaction was committed of which nobody told, and so much time passed that it does not matter. */
    UNTOLD,
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
    /** A node heard once more of what it had missed. */
    REPLAY,
    /** A node crashed and started anew. */
    CRASH,
    /** A step of a node that had crashed happened all the same. */
    ORPHAN_STEP,
    /** A wide invalidation was acknowledged. */
    WIDE,
    /** A node read in the table that a wide invalidation is being announced. */
    MARK_READ,
    /** The mark of a wide invalidation was opened by another node than the one that made it. */
    MARK_OPENED_LATE,
    /** What was left of a wide invalidation in the table was dropped after a sweep. */
    ROW_DROPPED,
    /** The remote store lost the table of markers. */
    TABLE_LOST,
    /** More time passed than anything is remembered for. */
    LONG_PAUSE
}
