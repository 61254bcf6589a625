package io.reactivecache.test.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Asks a broker whether it takes part in its cluster.
 *
 * <p>A broker accepts connections before the controller lets it serve, so it is asked for the live brokers: request 3
 * (Metadata), version 1, for no topics, see <a href="https://kafka.apache.org/protocol">the protocol guide</a>. A client
 * would do the same, but it logs a warning for each refused connection.
 */
final class KafkaProbe {

    private static final short METADATA = 3;
    private static final short VERSION = 1;
    private static final int CORRELATION = 7;
    private static final int REQUEST_BYTES = 14;

    private KafkaProbe() {}

    /** Returns whether the broker names a live broker; the timeout is that of the connection and of each read. */
    static boolean isServing(String host, int port, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            new DataOutputStream(socket.getOutputStream()).write(request());
            return liveBrokers(new DataInputStream(socket.getInputStream())) > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] request() {
        return ByteBuffer.allocate(Integer.BYTES + REQUEST_BYTES)
                .putInt(REQUEST_BYTES)
                .putShort(METADATA)
                .putShort(VERSION)
                .putInt(CORRELATION)
                .putShort((short) -1) // no client id
                .putInt(0) // no topics
                .array();
    }

    private static int liveBrokers(DataInputStream response) throws IOException {
        response.readInt(); // length
        int correlation = response.readInt();
        return correlation == CORRELATION ? response.readInt() : 0;
    }
}
