package io.reactivecache.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * As much of a Redis with Bloom filters as a link and a key filter need, spoken over a socket of this machine. Its filters
 * are exact. A test may give any command another answer.
 */
public final class BloomServer implements AutoCloseable {

    private final ServerSocket listener;
    private final boolean resp3;
    private final Map<String, Set<String>> filters = new ConcurrentHashMap<>();
    private final Map<String, String> expiries = new ConcurrentHashMap<>();
    private final Map<String, Function<List<String>, String>> scripted = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile String runId = "first";

    public BloomServer(boolean resp3) {
        this.resp3 = resp3;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    public String uri() {
        return "redis://127.0.0.1:" + listener.getLocalPort();
    }

    /** The filters by their names. */
    Map<String, Set<String>> filters() {
        return filters;
    }

    /** The times to live that were set, in milliseconds. */
    Map<String, String> expiries() {
        return expiries;
    }

    /** Answers a command in another way: with RESP, made of the command's words. */
    public void answer(String command, Function<List<String>, String> answer) {
        scripted.put(command, answer);
    }

    /** Breaks all connections, and is another server with the same data from now on. */
    void restart(String newRunId) {
        runId = newRunId;
        connections.forEach(BloomServer::close);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket connection = listener.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (List<String> command = read(in); !command.isEmpty(); command = read(in)) {
                out.write(answer(command).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            // the client, or the test, has closed it
        }
    }

    private String answer(List<String> command) {
        String name = command.get(0);
        return scripted.getOrDefault(name, this::usual).apply(command);
    }

    private String usual(List<String> command) {
        return switch (command.get(0)) {
            case "HELLO" -> resp3 ? hello() : "-ERR unknown command 'HELLO'\r\n";
            case "CLIENT" -> "+OK\r\n";
            case "PING" -> "+PONG\r\n";
            case "INFO" -> bulk("run_id:" + runId + "\r\n");
            case "TIME" -> "*2\r\n" + bulk("1700000000") + bulk("0");
            case "PEXPIRE" -> number(expire(command));
            case "UNLINK" -> number(filters.remove(command.get(1)) != null);
            case "BF.EXISTS" -> bool(holds(command.get(1), command.get(2)));
            case "BF.MEXISTS" -> array(command.subList(2, command.size()), item -> bool(holds(command.get(1), item)));
            case "BF.RESERVE" -> reserve(command.get(1));
            case "BF.INSERT" -> insert(command);
            default -> "-ERR unknown command '" + command.get(0) + "'\r\n";
        };
    }

    private String hello() {
        return "%3\r\n" + bulk("server") + bulk("redis") + bulk("proto") + ":3\r\n" + bulk("modules") + "*0\r\n";
    }

    private boolean expire(List<String> command) {
        expiries.put(command.get(1), command.get(2));
        return filters.containsKey(command.get(1));
    }

    private boolean holds(String filter, String item) {
        return filters.getOrDefault(filter, Set.of()).contains(item);
    }

    private String reserve(String filter) {
        return filters.putIfAbsent(filter, ConcurrentHashMap.newKeySet()) == null ? "+OK\r\n" : "-ERR item exists\r\n";
    }

    private String insert(List<String> command) {
        int items = command.indexOf("ITEMS") + 1;
        String name = command.get(1);
        if (!command.subList(0, items).contains("NOCREATE")) {
            reserve(name);
        }
        Set<String> filter = filters.get(name);
        return filter == null
                ? "-ERR not found\r\n"
                : array(command.subList(items, command.size()), item -> bool(filter.add(item)));
    }

    private static String array(List<String> items, Function<String, String> answer) {
        StringBuilder array = new StringBuilder("*" + items.size() + "\r\n");
        items.forEach(item -> array.append(answer.apply(item)));
        return array.toString();
    }

    private String bool(boolean value) {
        return resp3 ? (value ? "#t\r\n" : "#f\r\n") : number(value);
    }

    private static String number(boolean value) {
        return value ? ":1\r\n" : ":0\r\n";
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    /** The words of the next command; none at the end. */
    private static List<String> read(InputStream in) throws IOException {
        String head = line(in);
        List<String> words = new ArrayList<>();
        for (int left = head.isEmpty() ? 0 : Integer.parseInt(head.substring(1)); left > 0; left--) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            line(in);
        }
        return words;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != -1 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "bloom-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** The names of the filters there are, in order. */
    Set<String> names() {
        return new TreeSet<>(filters.keySet());
    }

    @Override
    public void close() {
        close(listener);
        connections.forEach(BloomServer::close);
    }
}
