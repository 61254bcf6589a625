package io.reactivecache.test.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a NATS server for a sign of life, as <a href="https://docs.nats.io/reference/reference-protocols/nats-protocol">its
 * protocol</a> says. JetStream is there when the server begins to listen.
 */
final class NatsProbe {

    private static final byte[] HELLO = "CONNECT {\"verbose\":false}\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

    private NatsProbe() {}

    /** Returns whether the server answers; the timeout is that of the connection and of each read. */
    static boolean isServing(String host, int port, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.getOutputStream().write(HELLO);
            var replies = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return isServing(new BufferedReader(replies));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isServing(BufferedReader replies) throws IOException {
        String information = replies.readLine();
        return information != null && information.startsWith("INFO") && "PONG".equals(replies.readLine());
    }
}
