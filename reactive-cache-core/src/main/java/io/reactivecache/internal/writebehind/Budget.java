package io.reactivecache.internal.writebehind;

import io.reactivecache.CacheOverloadedException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Room for so many writes and so many bytes of them. Who finds none waits in line, first come, first served; the line is bounded
 * too. A write larger than all of it has it for itself alone.
 *
 * <p>Who had to wait goes on on the scheduler: otherwise it would do so inside of whatever gave the room back, and those whom one
 * batch makes room for inside of each other, which would overflow the stack.
 */
final class Budget {

    private final int maxRecords;
    private final long maxBytes;
    private final int maxWaiting;
    private final Wakes wakes;
    private final Scheduler scheduler;
    private final Set<Claim> line = new LinkedHashSet<>();
    private final Sinks.Empty<Void> idle = Sinks.empty();
    private @Nullable Supplier<? extends RuntimeException> closed;
    private int records;
    private long bytes;

    /**
     * Room nobody has taken.
     *
     * @param maxWaiting how many may wait; 0: nobody waits
     * @param wakes wakes who is granted room
     * @param scheduler where those go on who had to wait
     */
    Budget(int maxRecords, long maxBytes, int maxWaiting, Wakes wakes, Scheduler scheduler) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.maxWaiting = maxWaiting;
        this.wakes = wakes;
        this.scheduler = scheduler;
    }

    /** Takes room for one write if nobody waits for it. */
    synchronized boolean tryTake(long size) {
        boolean taken = closed == null && line.isEmpty() && hasRoom(size);
        if (taken) {
            take(size);
        }
        return taken;
    }

    /**
     * Does something with room for one write, which it hands on to the write. Cancelling before that gives it back.
     *
     * @param wait limits the wait of those who have to
     */
    <T> Mono<T> take(long size, UnaryOperator<Mono<Void>> wait, Supplier<Mono<T>> use) {
        return Mono.defer(() -> {
            Claim claim = new Claim(size);
            return granted(claim, wait)
                    .then(Mono.defer(() -> isUsed(claim) ? use.get() : Mono.empty()))
                    .doFinally(end -> end(claim))
                    .doFinally(end -> wakes.run());
        });
    }

    private Mono<Void> granted(Claim claim, UnaryOperator<Mono<Void>> wait) {
        RuntimeException refusal = line(claim);
        if (refusal != null) {
            return Mono.error(refusal);
        }
        return isGranted(claim) ? Mono.empty() : wait.apply(claim.granted()).publishOn(scheduler);
    }

    private synchronized @Nullable RuntimeException line(Claim claim) {
        if (closed != null) {
            return closed.get();
        }
        if (line.isEmpty() && hasRoom(claim.bytes)) {
            grant(claim);
            return null;
        }
        if (line.size() >= maxWaiting) {
            return overloaded();
        }
        line.add(claim);
        return null;
    }

    private synchronized boolean isGranted(Claim claim) {
        return claim.state == Claim.State.GRANTED;
    }

    /** Hands the room on, unless the claim was given up. */
    private synchronized boolean isUsed(Claim claim) {
        boolean isUsed = claim.state == Claim.State.GRANTED;
        claim.state = Claim.State.OVER;
        return isUsed;
    }

    /** Who gives up its place may have been the one that is too large for what is left. */
    private synchronized void end(Claim claim) {
        if (claim.state == Claim.State.GRANTED) {
            give(claim.bytes);
        } else if (line.remove(claim)) {
            next();
        }
        claim.state = Claim.State.OVER;
    }

    /** Gives back the room of one write. */
    synchronized void give(long size) {
        records--;
        bytes -= size;
        next();
        if (isIdle()) {
            wakes.add(idle::tryEmitEmpty);
        }
    }

    private void next() {
        Iterator<Claim> first = line.iterator();
        while (first.hasNext()) {
            Claim claim = first.next();
            if (!hasRoom(claim.bytes)) {
                return;
            }
            first.remove();
            grant(claim);
            wakes.add(claim::grant);
        }
    }

    private void grant(Claim claim) {
        take(claim.bytes);
        claim.state = Claim.State.GRANTED;
    }

    private void take(long size) {
        records++;
        bytes += size;
    }

    private boolean hasRoom(long size) {
        return records == 0 || records < maxRecords && bytes + size <= maxBytes;
    }

    /** Refuses every write from now on, those in line too, and completes when all room was given back. */
    Mono<Void> close(Supplier<? extends RuntimeException> reason) {
        return Mono.defer(() -> {
            closed(reason).forEach(claim -> claim.refuse(reason.get()));
            return isIdle() ? Mono.empty() : idle.asMono();
        });
    }

    private synchronized List<Claim> closed(Supplier<? extends RuntimeException> reason) {
        closed = reason;
        List<Claim> refused = List.copyOf(line);
        refused.forEach(claim -> claim.state = Claim.State.OVER);
        line.clear();
        return refused;
    }

    private synchronized boolean isIdle() {
        return closed != null && records == 0;
    }

    /** The error for a write there is no room for. */
    CacheOverloadedException overloaded() {
        return new CacheOverloadedException("pending writes", maxRecords);
    }

    synchronized int records() {
        return records;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int waiting() {
        return line.size();
    }
}
