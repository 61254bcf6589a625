package io.reactivecache.samples.benchmarks.write;

import io.reactivecache.Durability;

/** What a put has survived when it is answered, and what keeps it. */
public enum Way {
    /** The system of record has it. */
    THROUGH(Durability.IMMEDIATE, Keeper.NONE),
    /** A journal of files has it, synced. */
    DEFERRED(Durability.DEFERRED, Keeper.FILE),
    /** A journal has it that keeps nothing. */
    DEFERRED_IN_MEMORY(Durability.DEFERRED, Keeper.MEMORY),
    /** This process has it. */
    EVENTUAL(Durability.EVENTUAL, Keeper.NONE);

    /** What keeps a write that is not applied yet. */
    enum Keeper {
        NONE,
        MEMORY,
        FILE
    }

    final Durability durability;
    final Keeper keeper;

    Way(Durability durability, Keeper keeper) {
        this.durability = durability;
        this.keeper = keeper;
    }
}
