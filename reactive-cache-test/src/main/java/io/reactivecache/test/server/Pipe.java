package io.reactivecache.test.server;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One direction of a connection through a {@link FaultyProxy}: one thread reads, another writes what has waited long
 * enough, first come, first served. What is between the two is bounded; a sender that is faster has to wait.
 */
final class Pipe {

    private static final int CHUNKS = 1024;
    private static final int CHUNK_SIZE = 16 * 1024;
    private static final long LOOK_NANOS = 2_000_000;
    private static final byte[] END = {};

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Chunk(byte[] bytes, Latency latency, long due) {}

    private final Socket from;
    private final Socket to;
    private final Supplier<Latency> latency;
    private final ProxiedConnection connection;
    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread reader;
    private final Thread writer;

    Pipe(Socket from, Socket to, Supplier<Latency> latency, ProxiedConnection connection) {
        this.from = from;
        this.to = to;
        this.latency = latency;
        this.connection = connection;
        this.reader = thread("faulty-proxy-in", this::read);
        this.writer = thread("faulty-proxy-out", this::write);
    }

    private Thread thread(String name, Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        return thread;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException broken) {
            connection.broke(from);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        reader.start();
        writer.start();
    }

    /** Ends both threads, wherever they wait. */
    void stop() {
        reader.interrupt();
        writer.interrupt();
    }

    private void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_SIZE];
        for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
            if (read > 0) {
                chunks.put(stamped(Arrays.copyOf(buffer, read)));
            }
        }
        chunks.put(stamped(END));
    }

    private Chunk stamped(byte[] bytes) {
        Latency now = latency.get();
        return new Chunk(bytes, now, System.nanoTime() + now.next());
    }

    private void write() throws IOException, InterruptedException {
        Chunk chunk;
        do {
            chunk = chunks.take();
            await(chunk);
            if (connection.passes()) {
                deliver(chunk.bytes);
            }
        } while (chunk.bytes != END);
        connection.ended(from);
    }

    private void deliver(byte[] bytes) throws IOException {
        if (bytes == END) {
            to.shutdownOutput();
        } else {
            to.getOutputStream().write(bytes);
        }
    }

    /** Waits for its time, or until another latency is set. */
    private void await(Chunk chunk) throws InterruptedException {
        long left = chunk.due - System.nanoTime();
        while (left > 0 && chunk.latency == latency.get()) {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = chunk.due - System.nanoTime();
        }
    }
}
