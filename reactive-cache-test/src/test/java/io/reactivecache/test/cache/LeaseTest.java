package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Two nodes that miss the same key, in virtual time. */
final class LeaseTest {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.ofEpochMilli(1_000_000 + time.now(TimeUnit.MILLISECONDS));
    private final InMemoryRemoteStore store = new InMemoryRemoteStore(clock);
    private final FaultyRemoteStore faulty = new FaultyRemoteStore(store);
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(1);
    private final List<Sinks.One<String>> loads = new ArrayList<>();
    private final List<Lookup<String>> heard = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final ReactiveCache<Long, String> a = node(builder -> builder);
    private final ReactiveCache<Long, String> b = node(builder -> builder);

    private ReactiveCache<Long, String> node(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return WatchedCaches.build(settings.apply(ReactiveCaches.builder("leased")
                .keys(Long.class)
                .values(String.class)
                .ttl(TTL)
                .clock(clock)
                .scheduler(time)
                .settings(more -> more.remote(remote -> remote.leaseTime(LEASE).leaseWait(WAIT)))
                .remote(faulty)
                .log(log)
                .loader(key -> {
                    Sinks.One<String> load = Sinks.one();
                    loads.add(load);
                    return load.asMono();
                })));
    }

    @AfterEach
    void end() {
        loads.forEach(Sinks.One::tryEmitEmpty);
        time.dispose();
    }

    private Disposable read(ReactiveCache<Long, String> node) {
        return node.lookup(1L).subscribe(heard::add, failures::add);
    }

    private void pass(Duration passed) {
        time.advanceTimeBy(passed);
    }

    @Test
    void theSecondNodeIsAnsweredTheValueOfTheFirst() {
        read(a);
        read(b);
        pass(Duration.ofSeconds(1));
        assertThat(loads).hasSize(1);
        loads.get(0).tryEmitValue("value").orThrow();
        pass(Duration.ofMillis(50));

        assertThat(heard).extracting(Lookup::value).containsExactly("value", "value");
        assertThat(heard).extracting(Lookup::source).containsExactly(Source.LOADED, Source.REMOTE);
        assertThat(loads).hasSize(1);
    }

    @Test
    void aLoadThatFailsLeavesTheKeyToTheOtherNode() {
        read(a);
        read(b);
        loads.get(0).tryEmitError(new IllegalStateException("down")).orThrow();
        pass(Duration.ofMillis(50));

        assertThat(failures).hasSize(1);
        assertThat(loads).hasSize(2);
        loads.get(1).tryEmitValue("value").orThrow();
        assertThat(heard).extracting(Lookup::value).containsExactly("value");
    }

    @Test
    void aLoadThatFindsNothingLeavesTheKeyToTheOtherNode() {
        read(a);
        read(b);
        loads.get(0).tryEmitEmpty().orThrow();
        pass(Duration.ofMillis(50));

        assertThat(loads).hasSize(2);
    }

    @Test
    void anAbandonedLoadLeavesTheKeyToTheOtherNode() {
        ReactiveCache<Long, String> fickle =
                node(builder -> builder.flight(flight -> flight.whenAbandoned(WhenAbandoned.CANCEL)));
        Disposable caller = read(fickle);
        read(b);
        caller.dispose();
        pass(Duration.ofMillis(50));

        assertThat(loads).hasSize(2);
    }

    @Test
    void afterTheWaitTheSecondNodeLoadsToo() {
        read(a);
        read(b);
        pass(WAIT.minusMillis(1));
        assertThat(loads).hasSize(1);
        pass(Duration.ofMillis(100));

        assertThat(loads).hasSize(2);
    }

    @Test
    void aLeaseEndsByItselfWhenItsNodeIsGone() {
        ReactiveCache<Long, String> patient = node(builder -> builder.settings(more ->
                more.remote(remote -> remote.leaseTime(Duration.ofSeconds(1)).leaseWait(LEASE))));
        ReactiveCache<Long, String> gone = node(builder -> builder.settings(more ->
                more.remote(remote -> remote.leaseTime(Duration.ofSeconds(1)).leaseWait(LEASE))));
        read(gone);
        read(patient);
        pass(Duration.ofMillis(900));
        assertThat(loads).hasSize(1);
        pass(Duration.ofMillis(200));

        assertThat(loads).hasSize(2);
    }

    @Test
    void whoHasAStaleValueIsAnsweredItWhileAnotherNodeLoads() {
        ReactiveCache<Long, String> stale = node(builder -> builder.stale(some -> some.max(Duration.ofHours(1)))
                .flight(flight -> flight.softTimeout(Duration.ofMillis(100))));
        read(stale);
        loads.get(0).tryEmitValue("old").orThrow();
        pass(TTL.plusSeconds(1));
        read(a);
        read(stale);
        pass(Duration.ofMillis(100));

        assertThat(loads).hasSize(2);
        assertThat(heard).last().returns("old", Lookup::value).returns(Freshness.LATE, Lookup::freshness);
        loads.get(1).tryEmitValue("new").orThrow();
        pass(Duration.ofMillis(50));
        read(stale);
        assertThat(heard).last().returns("new", Lookup::value).returns(Freshness.FRESH, Lookup::freshness);
        assertThat(loads).hasSize(2);
    }

    @Test
    void aReadThatRefreshesWaitsForNobody() {
        read(a);
        b.with(ReadOptions.none().refresh()).lookup(1L).subscribe(heard::add);

        assertThat(loads).hasSize(2);
    }

    @Test
    void withoutARemoteStoreEachNodeLoads() {
        faulty.set(RemoteOperation.ACQUIRE, Fault.fail(() -> new IllegalStateException("away")));
        read(a);
        read(b);

        assertThat(loads).hasSize(2);
    }

    @Test
    void aKeyThatIsChangedWhileItsLeaseIsHeldIsLoadedAnew() {
        read(a);
        a.invalidate(1L).subscribe();
        pass(Duration.ofMillis(10));
        loads.get(0).tryEmitValue("old").orThrow();
        pass(Duration.ofMillis(50));
        read(b);
        pass(Duration.ofMillis(100));

        assertThat(heard).extracting(Lookup::value).containsExactly("old");
        assertThat(loads).hasSize(2);
    }
}
