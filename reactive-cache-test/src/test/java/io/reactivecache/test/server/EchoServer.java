package io.reactivecache.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back what it gets, and counts. */
final class EchoServer implements AutoCloseable {

    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;

    EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                accepted.incrementAndGet();
                run(() -> echo(socket));
            }
        } catch (IOException closed) {
            // no more
        }
    }

    private void echo(Socket socket) {
        byte[] buffer = new byte[4096];
        try (socket) {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                received.addAndGet(read);
                socket.getOutputStream().write(buffer, 0, read);
            }
            ended.incrementAndGet();
        } catch (IOException reset) {
            broken.incrementAndGet();
        }
    }

    /** Ends the connections there are. */
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
