package io.reactivecache.test.server;

/**
 * A server that a test can break and repair.
 *
 * <p>A server is made stopped. It keeps its port and its data directory until it is closed. All methods block the calling
 * thread until what they name has happened and must not be called on an event loop; they may be called from any other
 * thread and are applied one after the other. A server that is still open when the JVM ends is ended with it.
 */
public interface TestServer extends AutoCloseable {

    /**
     * Makes the server run, whatever its state: a stopped or killed one is started on its port and its data, a paused
     * one is resumed, a running one is left alone. Returns when the server answers requests.
     *
     * @throws ServerException if the server ends or does not answer in time; it is stopped then
     * @throws IllegalStateException if the server is closed
     */
    void start();

    /**
     * Stops the server in an orderly way, as its operator would. Does nothing if it is stopped.
     *
     * @throws IllegalStateException if the server is closed
     */
    void stop();

    /**
     * Stops the server in an orderly way and starts it again.
     *
     * @throws ServerException if the server ends or does not answer in time; it is stopped then
     * @throws IllegalStateException if the server is closed
     */
    default void restart() {
        stop();
        start();
    }

    /**
     * Ends the server at once (SIGKILL), as a crash would. Does nothing if it is stopped.
     *
     * @throws IllegalStateException if the server is closed
     */
    void kill();

    /**
     * Freezes the server (SIGSTOP): its connections stay open and nothing is answered. Does nothing if it is paused.
     *
     * @throws IllegalStateException if the server is stopped or closed
     * @throws ServerException if this system has no such signal
     */
    void pause();

    /**
     * Lets a paused server go on (SIGCONT). Returns when the server answers requests. Does nothing if it is not paused.
     *
     * @throws ServerException if the server ends or does not answer in time; it is stopped then
     * @throws IllegalStateException if the server is closed
     */
    void resume();

    /**
     * Tells whether the server is there to answer.
     *
     * @return true if the server is started and neither paused nor ended, by whatever cause
     */
    boolean isRunning();

    /**
     * The port at which the server answers.
     *
     * @return the port, the same for the whole life of this object
     */
    int port();

    /** Ends the server, paused or not, and deletes its directories. Does nothing if it is closed. */
    @Override
    void close();
}
