package io.reactivecache.test.server;

/** What an engine can be told to do to its server. */
enum Signal {
    /** The orderly end; the server may write what it has. */
    END,
    /** The end without notice. */
    KILL,
    /** No more instructions until resumed. */
    PAUSE,
    /** The end of a pause. */
    RESUME
}
