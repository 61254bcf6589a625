package io.reactivecache.test.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a server as a child process, always with the same command in the same directory. */
final class ProcessEngine implements Engine {

    private final ServerDirectory directory;
    private final List<String> command;
    private volatile @Nullable ServerProcess process;

    ProcessEngine(ServerDirectory directory, List<String> command) {
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    @Override
    public void start() {
        process = ServerProcess.start(command, directory);
    }

    @Override
    public boolean isAlive() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    @Override
    public void signal(Signal signal) {
        ServerProcess current = process;
        if (current != null) {
            current.signal(signal);
        }
    }

    @Override
    public String log() {
        return directory.tail();
    }

    @Override
    public void close() {
        if (isAlive()) {
            signal(Signal.KILL);
        }
        directory.delete();
    }
}
