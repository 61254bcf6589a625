package io.reactivecache.test.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether all threads of a process have stopped. A stop signal is on its way when the kill returns: on a busy
 * machine a thread may run on for a while. Where there is no {@code /proc} that cannot be seen, and is taken to be so.
 */
final class FrozenThreads {

    private FrozenThreads() {}

    static boolean all(long pid) {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return true;
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (!isStopped(Files.readString(thread.resolve("stat")))) {
                    return false;
                }
            }
            return true;
        } catch (IOException threadEnded) {
            return false;
        }
    }

    /** The state is the letter after the name, which is in parentheses; see proc(5). */
    private static boolean isStopped(String stat) {
        return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    }
}
