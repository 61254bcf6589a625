package io.reactivecache.test.log;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A node that is paused after some events: the thread that reads the log stands still with the last of them.
 *
 * @param log the log
 * @param until counts the events down
 * @param released lets the node go on
 */
record HeldTail(InvalidationLog log, CountDownLatch until, CountDownLatch released) implements InvalidationLog {

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.tail(from).doOnNext(event -> {
            until.countDown();
            if (until.getCount() == 0) {
                await();
            }
        });
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return log.append(partition, payload);
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }
}
