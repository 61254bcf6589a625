package io.reactivecache.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The single reads of one connection. Those issued together are sent together: a read joins a queue, and the first in
 * it calls the event loop of the connection, which takes whatever is there when it comes to it. A lone read waits for
 * nobody, since the way to the event loop is the way of every command; a busy event loop combines the more, the
 * busier it is.
 *
 * <p>Nothing is held back while other commands are under way: a command without an answer would hold up the reads
 * behind it, whose own time limit begins when they are sent.
 */
final class CombinedReads {

    private static final int MOST_KEYS = 64; // in one command: longer ones gain nothing and hold up others
    private static final int MOST_READS = 16 * MOST_KEYS; // in one go of the event loop
    private static final RemoteUnavailableException BUSY = new RemoteUnavailableException(Reason.BUSY);
    private static final RemoteUnavailableException LATE = new RemoteUnavailableException(Reason.LATE);

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Executor eventLoop;
    private final int limit;
    private final KeyForm keys;
    private final Function<Throwable, RemoteUnavailableException> failures;
    private final Queue<WaitingRead<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean called = new AtomicBoolean();

    /**
     * The reads of a connection.
     *
     * @param eventLoop the one that serves the connection
     * @param limit how many reads may wait for their answer
     * @param keys tells which of them may be in one command
     * @param failures gives the error to signal for one of Lettuce
     */
    CombinedReads(
            StatefulRedisConnection<byte[], byte[]> connection,
            Executor eventLoop,
            int limit,
            KeyForm keys,
            Function<Throwable, RemoteUnavailableException> failures) {
        this.connection = connection;
        this.eventLoop = eventLoop;
        this.limit = limit;
        this.keys = keys;
        this.failures = failures;
    }

    /**
     * Reads a key with the first demand, and emits what is made of its value. Errors with {@link RemoteUnavailableException},
     * or with what is thrown by who makes that.
     */
    <T> Mono<T> get(byte[] key, WaitingRead.Answer<T> answer) {
        return CombinedRead.of(this, key, answer);
    }

    void add(WaitingRead<?> read) {
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            read.fail(BUSY);
        } else {
            queue.add(read);
            call();
        }
    }

    /** Ends the wait of reads that an event loop under somebody's code has not come to in a time. */
    void giveUp(Duration age) {
        WaitingRead<?> oldest = queue.peek();
        while (oldest != null && oldest.age() >= age.toNanos()) {
            if (queue.remove(oldest)) {
                waiting.decrementAndGet();
                oldest.fail(LATE);
            }
            oldest = queue.peek();
        }
    }

    private void call() {
        if (called.compareAndSet(false, true)) {
            try {
                eventLoop.execute(this::send);
            } catch (RejectedExecutionException closed) {
                called.set(false);
                failQueued(Failures.unavailable(closed));
            }
        }
    }

    /** Sends what is queued, in one write to the socket. */
    private void send() {
        called.set(false); // who comes from here on calls again
        List<ReadCommand> commands = grouped();
        try {
            connection.dispatch(commands);
        } catch (RuntimeException | Error closed) { // the timer of Lettuce ends before its threads
            commands.forEach(command -> command.completeExceptionally(closed));
        }
        if (!queue.isEmpty()) {
            call();
        }
    }

    /** The commands for what is queued. */
    private List<ReadCommand> grouped() {
        List<ReadCommand> commands = new ArrayList<>(1);
        for (List<WaitingRead<?>> together : keys.together(take())) {
            for (int i = 0; i < together.size(); i += MOST_KEYS) {
                commands.add(command(together.subList(i, Math.min(i + MOST_KEYS, together.size()))));
            }
        }
        return commands;
    }

    private List<WaitingRead<?>> take() {
        List<WaitingRead<?>> reads = new ArrayList<>();
        for (int i = 0; i < MOST_READS; i++) {
            WaitingRead<?> read = queue.poll();
            if (read == null) {
                return reads;
            }
            if (read.isWaiting()) {
                reads.add(read);
            } else {
                waiting.decrementAndGet();
            }
        }
        return reads;
    }

    private ReadCommand command(List<WaitingRead<?>> reads) {
        ReadCommand command = new ReadCommand(reads);
        command.onComplete((values, failure) -> ended(command, values, failure));
        return command;
    }

    private void ended(ReadCommand command, byte @Nullable [][] values, @Nullable Throwable failure) {
        waiting.addAndGet(-command.size());
        if (values != null) {
            command.tell(values);
        } else {
            command.fail(failure == null ? LATE : failures.apply(failure));
        }
    }

    private void failQueued(RemoteUnavailableException failure) {
        for (WaitingRead<?> read = queue.poll(); read != null; read = queue.poll()) {
            waiting.decrementAndGet();
            read.fail(failure);
        }
    }
}
