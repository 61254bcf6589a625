package io.reactivecache.internal.read;

import io.reactivecache.ReadOptions.Use;
import io.reactivecache.config.RemoteConfig;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.LeaseTier;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets one node load for all. Who gets the lease of a key loads it; the others look again and again whether its value has
 * come, for a bounded time, then load too. Their callers wait no longer for that than for any load, and are answered a
 * stale value as soon as they may be.
 */
public final class LeaseStage<K, V> implements ReadStage<K, V> {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final int LOOKS = 10;

    private final LeaseTier<V> leases;
    private final RemoteTier<V> remote;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Duration pause;
    private final long tries;
    private final ReadStage<K, V> next;

    public LeaseStage(
            LeaseTier<V> leases,
            RemoteTier<V> remote,
            RemoteConfig config,
            InstantSource clock,
            Scheduler scheduler,
            ReadStage<K, V> next) {
        this.leases = leases;
        this.remote = remote;
        this.clock = clock;
        this.scheduler = scheduler;
        this.pause = pause(config.leaseWait());
        this.tries = config.leaseWait().toMillis() / pause.toMillis();
        this.next = next;
    }

    private static Duration pause(Duration wait) {
        Duration part = wait.dividedBy(LOOKS);
        return Duration.ofMillis(Math.max(1, Math.min(part.toMillis(), LONGEST_PAUSE.toMillis())));
    }

    @Override
    public Mono<Loaded<V>> read(Read<K, V> read) {
        return read.target()
                .filter(target -> read.call().options().use() != Use.REFRESH)
                .map(target -> leased(read, target))
                .orElseGet(() -> next.read(read));
    }

    private Mono<Loaded<V>> leased(Read<K, V> read, Read.Target target) {
        return Mono.defer(() -> {
            Token token = leases.token();
            return look(read, target, token, 0)
                    .expand(look -> look.isLast()
                            ? Mono.empty()
                            : Mono.delay(pause, scheduler).then(look(read, target, token, look.number + 1)))
                    .filter(Look::isLast)
                    .next()
                    .flatMap(look -> turn(read, target, token, look));
        });
    }

    private Mono<Look<V>> look(Read<K, V> read, Read.Target target, Token token, long number) {
        return leases.acquire(target.address(), target.applied(), token).map(asked -> {
            Optional<Entry<V>> come = asked.answer().entry().filter(entry -> read.isAnsweredBy(entry, clock.millis()));
            return new Look<>(number, come, asked.mayLoad(), number >= tries);
        });
    }

    private Mono<Loaded<V>> turn(Read<K, V> read, Read.Target target, Token token, Look<V> look) {
        Mono<Void> release = look.mayLoad ? leases.release(target.address(), token) : Mono.empty();
        if (look.come.isPresent()) {
            remote.behind(release);
            return Mono.just(Loaded.remote(look.come.get()));
        }
        return next.read(read)
                .map(loaded -> loaded.before(release))
                .switchIfEmpty(Mono.fromRunnable(() -> remote.behind(release)))
                .doOnError(failure -> remote.behind(release))
                .doOnCancel(() -> remote.behind(release));
    }

    /** One look at the key: what has come, and whether this node may load. */
    private record Look<V>(long number, Optional<Entry<V>> come, boolean mayLoad, boolean timeIsOver) {

        boolean isLast() {
            return come.isPresent() || mayLoad || timeIsOver;
        }
    }
}
