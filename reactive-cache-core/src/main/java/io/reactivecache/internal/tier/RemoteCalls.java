package io.reactivecache.internal.tier;

import io.reactivecache.config.RemoteConfig;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.append.Deadlines;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Makes the calls of the remote store: each within a time limit, and only if the guard lets it through. */
public final class RemoteCalls {

    private final CallGuard guard;
    private final Scheduler scheduler;
    private final Deadlines hard;
    private final Deadlines soft;

    public RemoteCalls(CallGuard guard, RemoteConfig config, Scheduler scheduler) {
        this.guard = guard;
        this.scheduler = scheduler;
        this.hard = new Deadlines(config.timeout(), scheduler);
        this.soft = new Deadlines(config.softTimeout(), scheduler);
    }

    /** What time limits are kept by. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** A call, within the timeout. Cold; errors with what the store, the guard or the time limit says. */
    public <T> Mono<T> call(Supplier<Mono<T>> call) {
        return within(hard, call);
    }

    /** A call that somebody with a stale value at hand waits for, within the soft timeout. */
    public <T> Mono<T> softly(Supplier<Mono<T>> call) {
        return within(soft, call);
    }

    /** A failure that comes when the time is over goes unnoticed: whoever waited has been told of the time limit. */
    private <T> Mono<T> within(Deadlines limit, Supplier<Mono<T>> call) {
        return guard.guard(limit.limitQuietly(Mono.defer(call)));
    }
}
