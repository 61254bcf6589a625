package io.reactivecache.internal.tier;

import io.reactivecache.config.RemoteConfig;
import io.reactivecache.spi.CallGuard;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Makes the calls of the remote store: each within a time limit, and only if the guard lets it through. */
public final class RemoteCalls {

    private final CallGuard guard;
    private final RemoteConfig config;
    private final Scheduler scheduler;

    public RemoteCalls(CallGuard guard, RemoteConfig config, Scheduler scheduler) {
        this.guard = guard;
        this.config = config;
        this.scheduler = scheduler;
    }

    /** What time limits are kept by. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** A call, within the timeout. Cold; errors with what the store, the guard or the time limit says. */
    public <T> Mono<T> call(Supplier<Mono<T>> call) {
        return within(config.timeout(), call);
    }

    /** A call that somebody with a stale value at hand waits for, within the soft timeout. */
    public <T> Mono<T> softly(Supplier<Mono<T>> call) {
        return within(config.softTimeout(), call);
    }

    /** A failure that comes when the time is over goes unnoticed: whoever waited has been told of the time limit. */
    private <T> Mono<T> within(Duration limit, Supplier<Mono<T>> call) {
        Mono<T> inTime =
                Mono.defer(call).materialize().timeout(limit, scheduler).dematerialize();
        return guard.guard(inTime);
    }
}
