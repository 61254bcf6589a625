package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.LoadRequest;
import io.reactivecache.LoadRequest.Previous;
import io.reactivecache.LoadResult;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Single reads that use the tiers otherwise than the others. */
class TieredOptionsTest {

    private static final ReadOptions NONE = ReadOptions.none();
    private static final Duration TTL = Duration.ofMinutes(10);

    private final HandClock clock = new HandClock();
    private final Cluster cluster = new Cluster(clock);
    private final List<LoadRequest<Long, String>> requests = new ArrayList<>();
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        a = node();
        b = node();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void skipLocalIsAnsweredByTheRemoteTier() {
        a.get();

        assertThat(read(a, NONE.skipLocal()).source()).isEqualTo(Source.REMOTE);
        assertThat(cluster.truth.loads()).isEqualTo(1);
    }

    @Test
    void skipLocalKeepsWhatTheRemoteTierHas() {
        a.get();
        b.get();
        refreshElsewhere();
        assertThat(b.get()).isEqualTo("old");
        assertThat(read(b, NONE.skipLocal()).value()).isEqualTo("new");

        assertThat(b.get()).isEqualTo("new");
        assertThat(b.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void refreshLoadsThoughBothTiersHaveTheValueAndBothKeepTheNewOne() {
        a.get();
        cluster.truth.set(KEY, "new");
        assertThat(read(a, NONE.refresh()).source()).isEqualTo(Source.LOADED);

        assertThat(a.source()).isEqualTo(Source.LOCAL);
        assertThat(cluster.remoteValue()).contains("new");
        assertThat(b.get()).isEqualTo("new");
    }

    @Test
    void skipRemoteNeitherReadsNorFillsTheRemoteTier() {
        a.get();
        cluster.truth.set(KEY, "new");

        assertThat(read(b, NONE.skipRemote()).value()).isEqualTo("new");
        assertThat(b.remote().calls(RemoteOperation.READ)).isZero();
        assertThat(b.remote().calls(RemoteOperation.FILL)).isZero();
        assertThat(b.source()).isEqualTo(Source.LOCAL);
        assertThat(cluster.remoteValue()).contains("old");
    }

    @Test
    void remoteOnlyIsAnsweredWhatIsThereAndTheLocalTierDoesNotKeepIt() {
        assertThat(read(b, NONE.remoteOnly())).isNull();
        a.get();
        assertThat(read(b, NONE.remoteOnly()).source()).isEqualTo(Source.REMOTE);

        assertThat(b.localSize()).isZero();
        assertThat(cluster.truth.loads()).isEqualTo(1);
    }

    @Test
    void remoteOnlyFindsNothingWhereTheRemoteTierIsSkippedOrAway() {
        a.get();
        assertThat(read(a, NONE.remoteOnly().skipRemote())).isNull();
        cluster.store.setAvailable(false);

        assertThat(read(a, NONE.remoteOnly())).isNull();
    }

    @Test
    void remoteOnlyKeepsItsDeadline() {
        Duration shortly = Duration.ofMillis(20);
        Hold held = b.remote().hold(RemoteOperation.READ);

        assertThatThrownBy(() -> read(b, NONE.remoteOnly().timeout(shortly)))
                .isInstanceOfSatisfying(
                        LoadTimeoutException.class,
                        late -> assertThat(late.limit()).isEqualTo(shortly));
        held.release();
    }

    @Test
    void aPositionThisNodeHasNotAppliedIsLoadedPastBothTiers() {
        a.get();
        b.get();
        b.log().deliveries().shut();
        cluster.truth.set(KEY, "new");
        Position written = a.invalidate();
        assertThat(b.get()).isEqualTo("old");

        assertThat(read(b, NONE.notBefore(written)).value()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("old");
        b.log().deliveries().open();
    }

    @Test
    void remoteOnlyIsAnsweredWhatReflectsThePositionThoughThisNodeHasNotAppliedIt() {
        a.get();
        b.log().deliveries().shut();
        Position before = a.put("new");
        assertThat(read(b, NONE.remoteOnly().notBefore(before)).value()).isEqualTo("new");
        Position after = new Position(before.epoch(), before.partition(), before.offset() + 1);

        assertThat(read(b, NONE.remoteOnly().notBefore(after))).isNull();
        b.log().deliveries().open();
    }

    @Test
    void aLoadIsGivenTheValueOfTheRemoteTierIfTheLocalOneHasNone() {
        a.get();
        clock.advance(Duration.ofSeconds(3));
        read(b, NONE.refresh());

        assertThat(requests.get(requests.size() - 1).previous()).hasValueSatisfying(previous -> {
            assertThat(previous.value()).isEqualTo("old");
            assertThat(previous.age()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void aLoadIsGivenTheNewerOfTheValuesOfTheTiers() {
        a.get();
        b.get();
        clock.advance(Duration.ofSeconds(3));
        refreshElsewhere();
        clock.advance(Duration.ofSeconds(3));
        read(b, NONE.refresh());

        assertThat(lastPrevious().map(Previous::value)).contains("new");
        assertThat(lastPrevious().map(Previous::age)).contains(Duration.ofSeconds(3));
    }

    @Test
    void notModifiedRenewsTheRemoteTiersValueInBothTiers() {
        a.get();
        clock.advance(TTL.minusSeconds(1));
        Node renewing = cluster.node(
                builder -> builder.clock(clock).ttl(TTL).entryLoader(request -> Mono.just(LoadResult.notModified())));
        assertThat(read(renewing, NONE.refresh()).value()).isEqualTo("old");
        clock.advance(TTL.minusSeconds(1));

        assertThat(renewing.source()).isEqualTo(Source.LOCAL);
        assertThat(cluster.remoteValue()).contains("old");
    }

    @Test
    void aRefreshThatFailsKeepsTheRemoteTiersValueHereForTheOthers() {
        a.get();
        Node failing = cluster.node(builder ->
                builder.clock(clock).ttl(TTL).entryLoader(request -> Mono.error(new IllegalStateException("down"))));
        assertThatThrownBy(() -> read(failing, NONE.refresh())).hasMessage("down");

        assertThat(failing.get()).isEqualTo("old");
    }

    private void refreshElsewhere() {
        cluster.truth.set(KEY, "new");
        clock.advance(Duration.ofSeconds(1));
        read(a, NONE.refresh());
    }

    private Optional<Previous<String>> lastPrevious() {
        return requests.get(requests.size() - 1).previous();
    }

    private Node node() {
        return cluster.node(builder -> builder.clock(clock).ttl(TTL).entryLoader(request -> {
            requests.add(request);
            return cluster.truth.load(request.key()).map(LoadResult::of);
        }));
    }

    private static @Nullable Lookup<String> read(Node node, ReadOptions options) {
        return node.cache().with(options).lookup(KEY).block(LIMIT);
    }
}
