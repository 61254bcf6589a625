package io.reactivecache;

/** What a write has survived by the time its caller is answered. */
public enum Durability {
    /** The system of record keeps the write; nothing is lost. */
    IMMEDIATE,
    /**
     * The journal keeps the write, as safely as the journal says; the system of record gets it later. What the journal was
     * built to survive loses nothing.
     */
    DEFERRED,
    /** This process knows the write; the system of record gets it later. The end of the process loses it. */
    EVENTUAL
}
