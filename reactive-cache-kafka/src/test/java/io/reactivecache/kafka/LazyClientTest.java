package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.LogClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LazyClientTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final List<Object> closed = new ArrayList<>();

    private LazyClient<Object> client(Callable<Mono<Object>> opening) {
        return new LazyClient<>(opening, closed::add, Schedulers.immediate());
    }

    @Test
    void itIsOpenedWhenFirstAskedForAndOnce() {
        LazyClient<Object> client = client(() -> Mono.just(opened.incrementAndGet()));
        Mono<Object> first = client.get();

        assertThat(opened).hasValue(0);
        assertThat(first.block()).isEqualTo(1).isEqualTo(client.get().block());
    }

    @Test
    void itIsOpenedAgainAfterAFailure() {
        LazyClient<Object> client = client(() -> {
            if (opened.incrementAndGet() == 1) {
                throw new IllegalStateException("no such host");
            }
            return Mono.just(opened.get());
        });

        StepVerifier.create(client.get()).verifyErrorMessage("no such host");
        assertThat(client.get().block()).isEqualTo(2);
    }

    @Test
    void oneThatNobodyWaitsForAnyMoreIsClosedAllTheSame() {
        Sinks.One<Object> opening = Sinks.one();
        LazyClient<Object> client = client(opening::asMono);
        client.get().subscribe().dispose();
        opening.tryEmitValue("opened");
        client.close();

        assertThat(closed).containsExactly("opened");
    }

    @Test
    void aDiscardedOneIsClosedOnceAndReplaced() {
        LazyClient<Object> client = client(() -> Mono.just(opened.incrementAndGet()));
        Object broken = client.get().block();
        client.discard(broken);
        client.discard(broken);

        assertThat(closed).containsExactly(broken);
        assertThat(client.get().block()).isEqualTo(2);
    }

    @Test
    void oneThatOpensAfterTheEndIsClosedAtOnce() {
        Sinks.One<Object> slow = Sinks.one();
        LazyClient<Object> client = client(slow::asMono);

        StepVerifier.create(client.get())
                .then(client::close)
                .then(() -> slow.tryEmitValue("late"))
                .verifyError(LogClosedException.class);
        assertThat(closed).containsExactly("late");
    }

    @Test
    void whatTheProducerSaysOfItselfIsToldFromWhatItSaysOfARecord() {
        assertThat(KafkaWire.isOfTheProducer(new TimeoutException("t"))).isFalse();
        assertThat(KafkaWire.isOfTheProducer(new RecordTooLargeException("l"))).isFalse();
        assertThat(KafkaWire.isOfTheProducer(new ProducerFencedException("f"))).isTrue();
        assertThat(KafkaWire.isOfTheProducer(new KafkaException("in error state")))
                .isTrue();
    }
}
