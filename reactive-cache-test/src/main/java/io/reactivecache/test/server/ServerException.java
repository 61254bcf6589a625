package io.reactivecache.test.server;

import java.io.Serial;

/** A test server that could not be found, started or controlled. The message ends with the end of the server's log. */
public final class ServerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** The end of the server's log. */
    private final String log;

    ServerException(String message, String log) {
        super(log.isEmpty() ? message : message + "; its log ends:\n" + log);
        this.log = log;
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
        this.log = "";
    }

    /**
     * The end of what the server wrote.
     *
     * @return the last lines, empty if the server never ran
     */
    public String log() {
        return log;
    }
}
