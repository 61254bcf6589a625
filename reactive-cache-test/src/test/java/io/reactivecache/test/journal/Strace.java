package io.reactivecache.test.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs a process so that the system does something to it when it syncs a file. */
final class Strace {

    private static final String SYNCS = "fdatasync,fsync";

    private Strace() {}

    /** True if it is there, and may trace. */
    static boolean isPermitted() {
        try {
            return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "-e", "trace=" + SYNCS, "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }

    /** The command that does it, to be put before that of the process. */
    static List<String> syncs(String injected) {
        return List.of(
                "strace", "-f", "-o", "/dev/null", "-e", "trace=" + SYNCS, "-e", "inject=" + SYNCS + ":" + injected);
    }
}
