package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.spi.append.Deadlines;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Whether everything is known here that was left in the journal from before.
 *
 * <pre>
 *   BEHIND --the journal has delivered all of it--> CAUGHT UP, for good
 * </pre>
 *
 * <p>What was left is older than any write of now, and before it was delivered nobody knows which keys it is of. So while BEHIND
 * a DEFERRED write is appended, which puts it behind what was left; an EVENTUAL one is accepted and held; an IMMEDIATE one waits,
 * and so does what depends on the value there is. Once CAUGHT UP the state of each key has what was left of it, and keeps the
 * order as always.
 */
final class CatchingUp {

    private final Duration limit;
    private final Deadlines patience;
    private final Scheduler scheduler;
    private final Sinks.Empty<Void> reached = Sinks.empty();
    private volatile boolean isReached;

    /**
     * BEHIND.
     *
     * @param limit how long anybody waits
     * @param scheduler where those go on who had to wait
     */
    CatchingUp(Duration limit, Scheduler scheduler) {
        this.limit = limit;
        this.patience = new Deadlines(limit, scheduler);
        this.scheduler = scheduler;
    }

    boolean isReached() {
        return isReached;
    }

    /** CAUGHT UP from now on. Those who wait go on once {@link #tell} was called. */
    void reach() {
        isReached = true;
    }

    void tell() {
        reached.tryEmitEmpty();
    }

    /** Completes once it is CAUGHT UP; errors with {@link JournalException} if that takes too long. */
    Mono<Void> awaited() {
        return Mono.defer(() -> isReached ? Mono.empty() : waiting());
    }

    /** Nobody waits any more. */
    void close(Supplier<? extends RuntimeException> reason) {
        patience.close(reason);
    }

    private Mono<Void> waiting() {
        return patience.limit(reached.asMono())
                .onErrorMap(TimeoutException.class, late -> late())
                .publishOn(scheduler);
    }

    private JournalException late() {
        return new JournalException(
                Reason.AWAY,
                "entries of before: not all delivered within " + limit,
                "delivered within maxWait " + limit);
    }
}
