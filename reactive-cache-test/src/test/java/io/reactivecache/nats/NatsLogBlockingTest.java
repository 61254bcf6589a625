package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.ErrorListener;
import io.nats.client.Options;
import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Schedulers;

/** Run with BlockHound, which makes a blocking call on a thread of the parallel scheduler an error. */
@NatsTest
class NatsLogBlockingTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PAYLOAD = {1};

    private final NatsServer nats;
    private final List<Thread> askers = new CopyOnWriteArrayList<>();

    NatsLogBlockingTest(NatsServer nats) {
        this.nats = nats;
    }

    @Test
    void blockingWouldBeNoticed() {
        Mono<Object> blocking = onParallel(Mono.fromCallable(() -> {
            Thread.sleep(1);
            return "not noticed";
        }));

        assertThatThrownBy(() -> blocking.block(LIMIT)).hasStackTraceContaining("Blocking call");
    }

    @Test
    void nothingBlocksTheSubscribingThread() {
        NatsJetStreamLog log = log(nats.uri());
        assertBlocksNobody(log);
        onParallel(Mono.fromRunnable(log::dispose)).block(LIMIT);

        assertThat(askers).isNotEmpty().noneMatch(NonBlocking.class::isInstance);
    }

    @Test
    void nothingOfALogThatKeepsNothingBlocksTheSubscribingThread() {
        NatsLog log = NatsLog.builder()
                .options(() -> options(nats.uri()))
                .name(StreamAdmin.newName())
                .counter(new InProcessPositionCounter(1))
                .build();
        assertBlocksNobody(log);
        onParallel(Mono.fromRunnable(log::dispose)).block(LIMIT);

        assertThat(askers).isNotEmpty().noneMatch(NonBlocking.class::isInstance);
    }

    private static void assertBlocksNobody(InvalidationLog log) {
        assertThat(onParallel(log.tail(Optional.empty()).next()).block(LIMIT)).isInstanceOf(Reset.class);
        assertThat(onParallel(log.append(0, PAYLOAD)).block(LIMIT).offset()).isZero();
        assertThat(onParallel(log.end()).block(LIMIT).offset(0)).isZero();
    }

    @Test
    void nothingBlocksTheSubscribingThreadWhileTheServerIsAway() {
        for (String uri : List.of("nats://localhost:1", "nats://no-such-host.invalid:4222")) {
            NatsJetStreamLog log = log(uri);
            assertFailsUnblocked(log.append(0, PAYLOAD));
            assertFailsUnblocked(log.tail(Optional.empty()).next());
            assertFailsUnblocked(log.end());
            log.dispose();
        }
    }

    private static void assertFailsUnblocked(Mono<?> operation) {
        assertThatThrownBy(() -> onParallel(operation).block(LIMIT))
                .satisfies(
                        error -> assertThat(Exceptions.unwrap(error).toString()).doesNotContain("Blocking call"));
    }

    private static <T> Mono<T> onParallel(Mono<T> operation) {
        return operation.subscribeOn(Schedulers.parallel());
    }

    private NatsJetStreamLog log(String uri) {
        return NatsJetStreamLog.builder()
                .options(() -> options(uri))
                .name(StreamAdmin.newName())
                .appendTimeout(Duration.ofSeconds(3))
                .build();
    }

    private Options options(String uri) {
        askers.add(Thread.currentThread());
        return new Options.Builder()
                .server(uri)
                .errorListener(new ErrorListener() {})
                .build();
    }
}
