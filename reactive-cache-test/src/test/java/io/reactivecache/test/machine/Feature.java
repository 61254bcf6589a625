package io.reactivecache.test.machine;

/** What a cache may be built with. */
enum Feature {
    /** There is a system of record; the cache is the truth otherwise. */
    SOURCE,
    /** Writes are applied later than they are answered. */
    BEHIND,
    /** They are answered when a journal has them. */
    JOURNAL,
    /** The cache is written before the system of record. */
    CACHE_FIRST,
    /** There is a remote tier. */
    REMOTE,
    /** The local tier keeps a value of the remote tier only when it is asked for a second time. */
    PICKY,
    /** One node loads for all. */
    LEASES,
    /** Values of the remote tier are compressed. */
    COMPRESSED,
    /** It is remembered that there is no value. */
    ABSENT,
    /** Values are kept past their time. */
    STALE,
    /** Values are refreshed before their time is over. */
    EAGER,
    /** Keys are looked for in a filter, which has all there may be. */
    FILTER,
    /** It is found out which keys are hot. */
    HOT,
    /** The node asks from time to time whether it is in touch. */
    BOUNDED,
    /** What the log does not take waits for it. */
    OUTBOX
}
