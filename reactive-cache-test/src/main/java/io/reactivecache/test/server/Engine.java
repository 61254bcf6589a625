package io.reactivecache.test.server;

/** Where a server runs: as a child process or in a container. Its port, its data and its log outlive a single run. */
interface Engine extends AutoCloseable {

    /**
     * Starts a run and returns at once, before the server is ready. Called only while no run is alive.
     *
     * @throws ServerException if there is nothing to run
     */
    void start();

    /** Tells whether the run started last has not ended; a paused one is alive. */
    boolean isAlive();

    /** Sends a signal to a run that is alive and waits until {@code END} or {@code KILL} have ended it. */
    void signal(Signal signal);

    /** The end of what the server wrote in all its runs. */
    String log();

    /** Kills a run that is alive and deletes everything. May be called in any state, from any thread, repeatedly. */
    @Override
    void close();
}
