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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The single reads of one connection. Those issued together are sent together: a read joins a queue, and the first in
 * it calls the event loop of the connection, which takes whatever is there when it comes to it. A lone read waits for
 * nobody, since the way to the event loop is the way of every command; a busy event loop combines the more, the
 * busier it is. Those that are issued on the event loop itself, by who was just answered there, may go ahead of its
 * coming, by {@link Pipelining}.
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
    private final BooleanSupplier isOnLoop;
    private final int limit;
    private final KeyForm keys;
    private final Function<Throwable, RemoteUnavailableException> failures;
    private final Queue<WaitingRead<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Pipelining pipelining = new Pipelining(2 * MOST_KEYS);
    private boolean isSending; // on the event loop

    /**
     * The reads of a connection.
     *
     * @param eventLoop the one that serves the connection
     * @param isOnLoop tells whether it is what is running
     * @param limit how many reads may wait for their answer
     * @param keys tells which of them may be in one command
     * @param failures gives the error to signal for one of Lettuce
     */
    CombinedReads(
            StatefulRedisConnection<byte[], byte[]> connection,
            Executor eventLoop,
            BooleanSupplier isOnLoop,
            int limit,
            KeyForm keys,
            Function<Throwable, RemoteUnavailableException> failures) {
        this.connection = connection;
        this.eventLoop = eventLoop;
        this.isOnLoop = isOnLoop;
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
        int all = waiting.incrementAndGet();
        if (all > limit) {
            read.fail(BUSY);
            return;
        }
        queue.add(read);
        if (isOnLoop.getAsBoolean() && pipelining.isDue(all) && !isSending) {
            send();
        } else {
            call();
        }
    }

    /** One read less: it is being told, or has left. */
    void leave() {
        waiting.decrementAndGet();
    }

    /** Ends the wait of reads that an event loop under somebody's code has not come to in a time. */
    void giveUp(Duration age) {
        WaitingRead<?> oldest = queue.peek();
        while (oldest != null && oldest.age() >= age.toNanos()) {
            if (queue.remove(oldest)) {
                oldest.fail(LATE);
            }
            oldest = queue.peek();
        }
    }

    private void call() {
        if (called.compareAndSet(false, true)) {
            try {
                eventLoop.execute(this::come);
            } catch (RejectedExecutionException closed) {
                called.set(false);
                failQueued(Failures.unavailable(closed));
            }
        }
    }

    private void come() {
        called.set(false); // who comes from here on calls again
        send();
    }

    /** Sends what is queued, in one write to the socket. Who is told meanwhile that it failed, and reads again, waits for the next. */
    private void send() {
        isSending = true;
        try {
            pipelining.sent();
            dispatch(grouped());
        } finally {
            isSending = false;
        }
        if (!queue.isEmpty()) {
            call();
        }
    }

    private void dispatch(List<ReadCommand> commands) {
        try {
            if (!commands.isEmpty()) {
                connection.dispatch(commands);
            }
        } catch (RuntimeException | Error closed) { // the timer of Lettuce ends before its threads
            commands.forEach(command -> command.completeExceptionally(closed));
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
                leave();
            }
        }
        return reads;
    }

    private ReadCommand command(List<WaitingRead<?>> reads) {
        ReadCommand command = new ReadCommand(reads);
        command.onComplete((values, failure) -> tell(command, values, failure));
        return command;
    }

    private void tell(ReadCommand command, byte @Nullable [][] values, @Nullable Throwable failure) {
        if (values != null) {
            command.tell(values);
        } else {
            command.fail(failure == null ? LATE : failures.apply(failure));
        }
    }

    private void failQueued(RemoteUnavailableException failure) {
        for (WaitingRead<?> read = queue.poll(); read != null; read = queue.poll()) {
            read.fail(failure);
        }
    }
}
