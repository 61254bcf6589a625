package io.reactivecache.test.log;

import io.reactivecache.spi.lossy.LossyLink;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One subscriber of a {@link FaultyChannel}. */
final class FaultyLink implements LossyLink {

    private final Consumer<byte[]> receiver;
    private final Consumer<FaultyLink> closed;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drainers = new AtomicInteger();
    private final Sinks.Empty<Void> lost = Sinks.empty();
    private volatile boolean silent;

    FaultyLink(Consumer<byte[]> receiver, Consumer<FaultyLink> closed) {
        this.receiver = receiver;
        this.closed = closed;
    }

    /** Hands over a message, after those that wait already. */
    void deliver(byte[] message) {
        if (silent) {
            return;
        }
        queue.add(message);
        if (drainers.getAndIncrement() == 0) {
            do {
                drain();
            } while (drainers.decrementAndGet() != 0);
        }
    }

    private void drain() {
        byte @Nullable [] next = queue.poll();
        while (next != null) {
            receiver.accept(next);
            next = queue.poll();
        }
    }

    void silence() {
        silent = true;
    }

    void lose() {
        silent = true;
        lost.tryEmitEmpty();
    }

    @Override
    public Mono<Void> lost() {
        return lost.asMono();
    }

    @Override
    public void close() {
        lose();
        closed.accept(this);
    }
}
