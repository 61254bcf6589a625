package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@RedisTest
class RedisConnectorTest {

    private static final int ROUNDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
    private final RedisServer server;

    RedisConnectorTest(RedisServer server) {
        this.server = server;
    }

    @BeforeEach
    void listen() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void listenNoMore() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void whoConnectsAfterTheEndGetsNothing() {
        RedisConnector connector = connector();
        Mono<RedisLink> connect = connector.connect();
        connector.dispose();
        connector.dispose();
        StepVerifier.create(connect).expectComplete().verify(PATIENCE);
    }

    @Test
    void theEndAtAnyMomentOfConnectingDropsNoError() {
        Flux<?> rounds = Flux.range(0, ROUNDS).concatMap(round -> endedAfter(Duration.ofMillis(round)));
        StepVerifier.create(rounds).expectComplete().verify(PATIENCE);
        assertThat(dropped).isEmpty();
    }

    /** Lettuce keeps what it opened until it is told to close it, and warns who tells it twice. */
    @Test
    void aLostConnectionIsClosedOnceAndForgotten() {
        RedisConnector connector = connector();
        for (int round = 0; round < 3; round++) {
            RedisLink link = connector.connect().block(PATIENCE);
            assertThat(connector.connections()).isEqualTo(1);
            server.kill();
            link.lost().block(PATIENCE);
            Eventually.within(PATIENCE).holds("forgotten", () -> connector.connections() == 0);
            server.start();
        }
        connector.dispose();
    }

    /** It may have forgotten what it had acknowledged, though nobody else has noticed. */
    @Test
    void aServerThatWasDeposedForAMomentIsLeftAndIsInAnotherLife() {
        RedisConnector connector = connector();
        Mono<RedisLink> connect = connector.connect(
                Mono.just(new Primary(RedisURI.create(server.uri()), Term.HISTORY, Mono.never(), () -> {})));
        RedisLink link = connect.block(PATIENCE);
        try (Plain plain = new Plain(server.uri())) {
            plain.commands().replicaof("localhost", 1);
            plain.commands().replicaofNoOne();
        }
        link.lost().block(PATIENCE);
        RedisLink next = connect.block(PATIENCE);

        assertThat(next.generation()).isNotEqualTo(link.generation());
        next.close();
        connector.dispose();
    }

    /** As a store ends: nobody waits for the link any more, then the threads go. */
    private Mono<RedisLink> endedAfter(Duration time) {
        return Mono.using(
                this::connector,
                connector -> connector
                        .connect()
                        .flatMap(link -> Mono.<RedisLink>never().doOnCancel(link::close))
                        .takeUntilOther(Mono.delay(time)),
                RedisConnector::dispose);
    }

    private RedisConnector connector() {
        Duration second = Duration.ofSeconds(1);
        return new RedisConnector(new RedisSettings(
                RedisURI.create(server.uri()),
                List.of(),
                Optional.empty(),
                second,
                second,
                second,
                second,
                100,
                1,
                Schedulers.boundedElastic()));
    }
}
