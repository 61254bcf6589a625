package io.reactivecache.samples.benchmarks.invalidation;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A log as one node sees it, which tells the position of each record as soon as the node is through with it. */
final class WatchedLog implements InvalidationLog {

    private final InvalidationLog log;
    private final Consumer<Position> through;

    WatchedLog(InvalidationLog log, Consumer<Position> through) {
        this.log = log;
        this.through = through;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        if (payload.length != Contender.PAYLOAD_BYTES) {
            throw new IllegalStateException("payload: " + payload.length + " (expected: as others send)");
        }
        return log.append(partition, payload);
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.tail(from).transform(Operators.<LogEvent, LogEvent>lift((source, node) -> new Watch(node)));
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }

    /** The node applies a record before it returns from {@code onNext}. */
    private final class Watch implements CoreSubscriber<LogEvent> {

        private final CoreSubscriber<? super LogEvent> node;

        Watch(CoreSubscriber<? super LogEvent> node) {
            this.node = node;
        }

        @Override
        public Context currentContext() {
            return node.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            node.onSubscribe(subscription);
        }

        @Override
        public void onNext(LogEvent event) {
            node.onNext(event);
            if (event instanceof LogEvent.Appended record) {
                through.accept(record.position());
            }
        }

        @Override
        public void onError(Throwable failure) {
            node.onError(failure);
        }

        @Override
        public void onComplete() {
            node.onComplete();
        }
    }
}
