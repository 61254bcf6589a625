package io.reactivecache.test.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine.
 *
 * <p>Free ports are taken from below the range in which systems choose the local ports of outgoing connections. From
 * inside that range, a client that reconnects to a stopped server may be given the server's own port, connect to
 * itself, and so keep the server from starting again.
 */
final class Ports {

    /** Where the range of local ports begins. */
    static final int END = 32_768;

    private static final int LOWEST = 16_384;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** Returns different ports at which nobody listens at this moment. */
    static int[] free(int count) {
        int[] ports = ThreadLocalRandom.current()
                .ints(ATTEMPTS, LOWEST, END)
                .distinct()
                .filter(Ports::isFree)
                .limit(count)
                .toArray();
        if (ports.length < count) {
            throw new ServerException("free ports: " + ports.length + " (expected: " + count + ")", "");
        }
        return ports;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static boolean isValid(int port) {
        return port >= 0 && port <= 65_535;
    }
}
