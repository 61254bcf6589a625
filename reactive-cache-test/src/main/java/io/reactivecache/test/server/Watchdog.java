package io.reactivecache.test.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Kills a child process and deletes its directory when this JVM is gone without having run its shutdown hooks.
 *
 * <p>A shell reads from a pipe to which this JVM never writes. The end of the JVM, however hard, closes the pipe; the
 * shell then does its work, which works for a paused child too. The shell itself is ended with the child.
 */
final class Watchdog {

    private static final String SCRIPT = "read -r line; kill -9 \"$1\"; rm -rf \"$2\"";

    private Watchdog() {}

    static void guard(Process child, Path directory) throws IOException {
        if (!ServerProcess.hasSignals()) {
            return;
        }
        Process shell = new ProcessBuilder("sh", "-c", SCRIPT, "sh", String.valueOf(child.pid()), directory.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        var unused = child.onExit().thenRun(shell::destroyForcibly);
    }
}
