package io.reactivecache.test.server;

import java.io.IOException;

/** Stops processes of tests, and lets them go on, as a machine under pressure does. */
public final class ProcessSignals {

    private ProcessSignals() {}

    /** No more instructions until it may go on. */
    public static void stop(Process process) throws IOException, InterruptedException {
        send(process, "-STOP");
    }

    /** Ends the stop. */
    public static void goOn(Process process) throws IOException, InterruptedException {
        send(process, "-CONT");
    }

    private static void send(Process process, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill: " + code + " (expected: 0)");
        }
    }
}
