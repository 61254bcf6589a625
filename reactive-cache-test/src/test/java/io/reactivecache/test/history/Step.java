package io.reactivecache.test.history;

/** Something that is held until chance says that it happens now. Its text says what will happen. */
interface Step {

    /** Happens. May hold further steps. */
    void take();

    /** True if it is of what nodes do now and then by themselves. */
    default boolean isUpkeep() {
        return false;
    }
}
