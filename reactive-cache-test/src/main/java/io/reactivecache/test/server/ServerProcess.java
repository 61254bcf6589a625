package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a server as a child process of this JVM. */
final class ServerProcess {

    private static final long ORDERLY_SECONDS = 20;
    private static final long KILLED_SECONDS = 10;
    private static final Duration FROZEN = Duration.ofSeconds(10);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, ServerDirectory directory) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(directory.log().toFile()))
                    .start();
            Watchdog.guard(process, directory.root());
            return new ServerProcess(process);
        } catch (IOException e) {
            throw new ServerException("command: " + command.get(0) + " (expected: a program that starts)", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(Signal signal) {
        switch (signal) {
            case END -> end();
            case KILL -> kill();
            case PAUSE -> pause();
            case RESUME -> send("CONT");
        }
    }

    private void end() {
        process.destroy();
        if (!hasEndedWithin(ORDERLY_SECONDS)) {
            kill();
        }
    }

    private void kill() {
        process.destroyForcibly();
        if (!hasEndedWithin(KILLED_SECONDS)) {
            throw new ServerException("process " + process.pid() + ": alive (expected: killed)", "");
        }
    }

    private void pause() {
        send("STOP");
        if (!Eventually.within(FROZEN).reached(() -> FrozenThreads.all(process.pid()))) {
            throw new ServerException("process " + process.pid() + ": running (expected: stopped)", "");
        }
    }

    // The kill of the shell, as not every system has the program; Java itself can only end a process.
    private void send(String name) {
        requireSignals();
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0) {
                throw new ServerException("kill -" + name + ": " + kill.exitValue() + " (expected: 0)", "");
            }
        } catch (IOException e) {
            throw new ServerException("sh: not found (expected: a shell that sends signals)", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean hasEndedWithin(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void requireSignals() {
        if (!hasSignals()) {
            throw new ServerException("pause: not on this system (expected: POSIX signals)", "");
        }
    }

    static boolean hasSignals() {
        return File.separatorChar == '/';
    }

    private static ServerException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ServerException("thread: interrupted (expected: to wait for a process)", e);
    }
}
