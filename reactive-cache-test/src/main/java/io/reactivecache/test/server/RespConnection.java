package io.reactivecache.test.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One plain connection to a Redis server, so that a test server needs no client library.
 *
 * <p>Requests and replies follow RESP2, <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">the
 * protocol's description</a>. Bulk replies must be single lines.
 */
final class RespConnection implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader replies;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects; the timeout is that of the connection and of each reply. */
    static RespConnection open(String host, int port, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            return new RespConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a command and returns its reply: the type character and the line, or the content of a bulk reply. */
    String send(String... command) throws IOException {
        socket.getOutputStream().write(encode(command).getBytes(StandardCharsets.UTF_8));
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("reply: end of stream (expected: a line)");
        }
        return line.startsWith("$") && !line.equals("$-1") ? replies.readLine() : line;
    }

    private static String encode(String... command) {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String word : command) {
            int bytes = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
        }
        return request.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
