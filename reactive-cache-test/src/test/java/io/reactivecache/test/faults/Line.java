package io.reactivecache.test.faults;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A connection between two processes, each of which asks the other. A question is a line {@code ?<number> <text>}, its answer
 * {@code !<number> <text>}; answers come in any order. Nobody who asks or answers waits for the connection.
 */
final class Line implements AutoCloseable {

    /** What who waits for an answer is told when there can be none any more. */
    static final String ENDED = "failed line";

    private static final char QUESTION = '?';
    private static final char ANSWER = '!';

    private final Socket socket;
    private final Function<String, CompletableFuture<String>> answers;
    private final Runnable atEnd;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final Map<Long, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean ended;

    private Line(Socket socket, Function<String, CompletableFuture<String>> answers, Runnable atEnd) {
        this.socket = socket;
        this.answers = answers;
        this.atEnd = atEnd;
    }

    /**
     * Speaks over a connection.
     *
     * @param answers what the other side is answered; its thread reads the connection
     * @param atEnd run once, when the connection has ended
     */
    static Line over(Socket socket, Function<String, CompletableFuture<String>> answers, Runnable atEnd)
            throws IOException {
        socket.setTcpNoDelay(true);
        Line line = new Line(socket, answers, atEnd);
        new Thread(line::read, "line-in").start();
        Thread writer = new Thread(line::write, "line-out");
        writer.setDaemon(true);
        writer.start();
        return line;
    }

    /**
     * Asks the other side; the answer comes on the thread that reads the connection, and is {@link #ENDED} if
     * that ends first.
     */
    CompletableFuture<String> ask(String question) {
        long number = numbers.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(number, answer);
        send(QUESTION, number, question);
        if (ended) {
            answer.complete(ENDED);
        }
        return answer;
    }

    /** How many questions have no answer yet. */
    int unanswered() {
        return asked.size();
    }

    private void send(char kind, long number, String text) {
        outgoing.add(kind + Long.toString(number) + ' ' + text + '\n');
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                heard(line.charAt(0), Long.parseLong(line, 1, space, 10), line.substring(space + 1));
            }
        } catch (IOException broken) {
            // the other side has ended, or this one
        } finally {
            ended = true;
            asked.values().forEach(answer -> answer.complete(ENDED));
            atEnd.run();
        }
    }

    private void heard(char kind, long number, String text) {
        if (kind == QUESTION) {
            answers.apply(text).thenAccept(answer -> send(ANSWER, number, answer));
        } else {
            Objects.requireNonNull(asked.remove(number), "asked").complete(text);
        }
    }

    private void write() {
        try (var out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8))) {
            while (!socket.isClosed()) {
                out.write(outgoing.take());
                for (String more = outgoing.poll(); more != null; more = outgoing.poll()) {
                    out.write(more);
                }
                out.flush();
            }
        } catch (IOException broken) {
            // the reader of this connection notices too
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
