package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Two nodes whose values come from nowhere else: what is put last in the order of the log is the truth. */
class CacheAsTruthTest {

    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(InstantSource.system());
    private final FaultyRemoteStore store = new FaultyRemoteStore(memory);
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(4);
    private final ReactiveCache<String, String> a = node();
    private final ReactiveCache<String, String> b = node();

    private ReactiveCache<String, String> node() {
        return WatchedCaches.build(ReactiveCaches.builder("sessions")
                .keys(String.class)
                .values(JsonCodec.of(String.class))
                .remote(store)
                .log(log));
    }

    @BeforeEach
    void ready() {
        a.ready().then(b.ready()).block(LIMIT);
    }

    @AfterEach
    void close() {
        a.close().then(b.close()).block(LIMIT);
    }

    @Test
    void putIsReadLocallyHereAndRemotelyThere() {
        a.put("k", "v").block(LIMIT);

        assertThat(source(a)).isEqualTo(Source.LOCAL);
        assertThat(source(b)).isEqualTo(Source.REMOTE);
    }

    @Test
    void newestOfManyOverlappingPutsIsWhatBothNodesKeep() {
        for (int round = 0; round < 200; round++) {
            String value = round + ".";
            Flux.range(0, 20)
                    .flatMap(i -> (i % 2 == 0 ? a : b).put("k", value + i).subscribeOn(Schedulers.parallel()))
                    .then()
                    .block(LIMIT);
            String newest = Objects.requireNonNull(store.read("sessions:" + partition() + ":k", LIMIT)
                    .map(read -> JsonCodec.of(String.class)
                            .decode(read.entry()
                                    .orElseThrow()
                                    .payload()
                                    .orElseThrow()
                                    .bytes()))
                    .block(LIMIT));

            assertThat(a.get("k").block(LIMIT)).isEqualTo(newest);
            assertThat(b.get("k").block(LIMIT)).isEqualTo(newest);
        }
    }

    @Test
    void invalidatedValueIsGoneForBoth() {
        a.put("k", "v").block(LIMIT);
        b.get("k").block(LIMIT);
        b.invalidate("k").block(LIMIT);

        StepVerifier.create(Mono.zip(a.get("k"), b.get("k"))).verifyComplete();
    }

    @Test
    void writeThatCannotReachTheRemoteTierFailsBeforeAnybodyIsTold() {
        a.put("k", "kept").block(LIMIT);
        store.set(RemoteOperation.READ, Fault.fail(IllegalStateException::new));

        StepVerifier.create(a.put("k", "lost")).verifyErrorSatisfies(error -> failed(error, Step.CLOSE, false));
        store.heal();
        assertThat(b.get("k").block(LIMIT)).isEqualTo("kept");
    }

    @Test
    void writeTheRemoteTierDoesNotTakeFailsAndSaysThatItWasAnnounced() {
        store.set(RemoteOperation.STORE, Fault.fail(IllegalStateException::new));
        store.set(RemoteOperation.OPEN, Fault.fail(IllegalStateException::new));

        StepVerifier.create(a.put("k", "lost")).verifyErrorSatisfies(error -> failed(error, Step.SETTLE, true));
        StepVerifier.create(a.invalidate("k")).verifyErrorSatisfies(error -> failed(error, Step.SETTLE, true));
    }

    @Test
    void putWhoseStoreStartedAnewMeanwhileFailsInsteadOfBeingLost() {
        Hold held = store.hold(RemoteOperation.STORE);
        CompletableFuture<?> put = a.put("k", "lost").toFuture();
        held.arrived().block(LIMIT);
        memory.restart(true);
        held.release();

        assertThatThrownBy(put::join).cause().satisfies(error -> failed(error, Step.SETTLE, true));
        StepVerifier.create(a.get("k")).verifyComplete();
    }

    @Test
    void loadedValueNeverStandsInTheWayOfAPut() {
        b.get("k", key -> Mono.just("loaded")).block(LIMIT);
        a.put("k", "put").block(LIMIT);

        assertThat(b.get("k", key -> Mono.just("loaded")).block(LIMIT)).isEqualTo("put");
    }

    private int partition() {
        return Objects.requireNonNull(a.lookup("k").block(LIMIT))
                .stamp()
                .orElseThrow()
                .partition();
    }

    private static Source source(ReactiveCache<String, String> node) {
        return Objects.requireNonNull(node.lookup("k").block(LIMIT)).source();
    }

    private static void failed(Throwable error, Step step, boolean announced) {
        assertThat(error).isInstanceOf(WriteFailedException.class);
        assertThat(((WriteFailedException) error).step()).isEqualTo(step);
        assertThat(((WriteFailedException) error).announced()).isEqualTo(announced);
    }
}
