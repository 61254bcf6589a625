package io.reactivecache.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.OpenedStore;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What becomes of a change that the remote tier cannot be told of. */
final class CloseStageTest {

    private static final Token TOKEN = new Token(1, 2);
    private static final Position POSITION = new Position(1, 0, 5);
    private static final LogPositions POSITIONS = LogPositions.of(1, 5);

    private final CacheConfig config = new CacheConfigBuilder("orders").build();
    private final RemoteCalls calls = new RemoteCalls(CallGuard.NONE, config.remote(), Schedulers.immediate());
    private final Counters counters = new Counters();
    private final HandTable table = new HandTable();
    private final List<Object> announced = new ArrayList<>();

    /** To a store that fails. */
    private CloseStage<String, String> stage(boolean keeps) {
        return new CloseStage<>(new OpenedStore(), config, calls, counters, keeps, write -> {
            announced.add(write.ticket());
            return Mono.just(POSITION);
        });
    }

    private static Write<String, String> write() {
        KeySpace<String> keys = new KeySpace<>("orders", KeyCodecs.strings(), 1_024);
        return Write.of("key", "key", Optional.of(keys.address("key", 1)), TOKEN, Effect.REMOVE);
    }

    /** To a table that fails. */
    private WideCloseStage wideStage(boolean keeps) {
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        return new WideCloseStage("orders", table, calls, counters, keeps, write -> {
            announced.add(write.isClosed());
            return Mono.just(POSITIONS);
        });
    }

    private static WideWrite wideWrite() {
        return new WideWrite(new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit")), TOKEN, 1, false);
    }

    private static boolean isCloseFailure(Throwable failure) {
        return failure instanceof WriteFailedException failed && failed.step() == Step.CLOSE && !failed.announced();
    }

    @Test
    void aWriteThatCannotCloseIsAnnouncedAsOne() {
        StepVerifier.create(stage(true).write(write())).expectNext(POSITION).verifyComplete();

        assertThat(announced).containsExactly(Optional.empty());
    }

    @Test
    void overALogThatKeepsNothingAWriteThatCannotCloseFails() {
        StepVerifier.create(stage(false).write(write()))
                .expectErrorMatches(CloseStageTest::isCloseFailure)
                .verify();

        assertThat(announced).isEmpty();
    }

    @Test
    void aWideOneThatCannotCloseIsAnnouncedAsOne() {
        StepVerifier.create(wideStage(true).write(wideWrite()))
                .expectNext(POSITIONS)
                .verifyComplete();

        assertThat(announced).containsExactly(false);
    }

    @Test
    void soDoesAWideOne() {
        StepVerifier.create(wideStage(false).write(wideWrite()))
                .expectErrorMatches(CloseStageTest::isCloseFailure)
                .verify();

        assertThat(announced).isEmpty();
    }

    /** The system of record is written, so it is as with a log that does not answer. */
    @Test
    void suchAWriteMayWaitInTheOutbox() {
        assertThat(Outbox.isUnannounced(new WriteFailedException(Step.CLOSE, false, new IllegalStateException())))
                .isTrue();
        assertThat(Outbox.isUnannounced(new WriteFailedException(Step.TRUTH, false, new IllegalStateException())))
                .isFalse();
    }
}
