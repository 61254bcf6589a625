package io.reactivecache.journal;

import io.reactivecache.journal.Recovery.Recovered;
import io.reactivecache.spi.JournalEvent.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The one thread that touches the files. Others leave it work and wake it; it writes all appends that wait, syncs once, and has
 * them answered elsewhere. Nobody interrupts it: that would close the file it writes.
 *
 * <p>Acknowledgements are written with the next group, or after a while, or at once if appends wait for room.
 */
final class JournalThread implements Runnable {

    private static final long ACKNOWLEDGED_WITHIN = Duration.ofMillis(500).toNanos();

    private final DirectorySource source;
    private final JournalSettings settings;
    private final JournalLife life;
    private final WaitingAppends appends;
    private final Scheduler answers;
    private final Queue<List<Entry>> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Draining> drain = new AtomicReference<>();
    private final Thread thread = new Thread(this, "reactive-cache-journal");
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean closing;

    private List<PendingAppend> group = new ArrayList<>();
    private boolean owing;
    private long owingSince;
    private boolean full;

    /** Takes the directory, on the thread that will use it. */
    @FunctionalInterface
    interface DirectorySource {
        Directory take() throws IOException;
    }

    JournalThread(
            DirectorySource source,
            JournalSettings settings,
            JournalLife life,
            WaitingAppends appends,
            Scheduler answers) {
        this.source = source;
        this.settings = settings;
        this.life = life;
        this.appends = appends;
        this.answers = answers;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What was left to it before is seen in its next turn. Who finds it woken already leaves it at that. */
    void wake() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    void append(PendingAppend append) {
        if (appends.add(append)) {
            wake();
            failIfOver();
        }
    }

    /** Notes acknowledgements, unless nobody will write them down any more. */
    void acknowledge(List<Entry> entries) {
        if (!life.state().isOver()) {
            acknowledged.add(entries);
            wake();
        }
    }

    /** Takes the subscriber of a drain; tells whether there was no other. */
    boolean enter(Draining draining) {
        return drain.compareAndSet(null, draining);
    }

    void left(Draining draining) {
        drain.compareAndSet(draining, null);
    }

    /** Ends it, after what waits was written. */
    void close() {
        closing = true;
        wake();
    }

    boolean isClosing() {
        return closing;
    }

    /** Fails what came too late, whoever notices. */
    void failIfOver() {
        if (life.state().isOver()) {
            PendingAppend append = appends.poll();
            while (append != null) {
                append.failed(life.refusal());
                append = appends.poll();
            }
            Draining draining = drain.getAndSet(null);
            if (draining != null) {
                draining.fail(life.refusal());
            }
        }
    }

    @Override
    public void run() {
        try (Directory directory = source.take()) {
            Recovered recovered = Recovery.open(directory, settings.sizes());
            try (SegmentedLog log = recovered.log()) {
                life.opened(new JournalRecovery(log.live(), recovered.cut()));
                work(log);
            }
            life.closed();
        } catch (IOException | RuntimeException | Error failure) {
            life.broken(failure);
        }
        List<PendingAppend> unanswered = group;
        answers.schedule(() -> unanswered.forEach(append -> append.failed(life.refusal())));
        failIfOver();
        life.ended();
    }

    private void work(SegmentedLog log) throws IOException {
        while (!closing) {
            if (!turn(log)) {
                park();
            }
        }
        turn(log);
        log.commit();
    }

    /** Does what there is to do; tells whether there may be more. */
    private boolean turn(SegmentedLog log) throws IOException {
        woken.set(false);
        takeAcknowledgements(log);
        writeWaiting(log);
        boolean busy = !group.isEmpty();
        if (busy || isDue()) {
            busy |= commit(log);
        }
        failExpired();
        Draining draining = drain.get();
        return (draining != null && draining.serve(log)) || busy;
    }

    private void takeAcknowledgements(SegmentedLog log) {
        for (List<Entry> entries = acknowledged.poll(); entries != null; entries = acknowledged.poll()) {
            entries.forEach(entry -> log.acknowledge(entry.sequence()));
            if (!owing) {
                owing = true;
                owingSince = System.nanoTime();
            }
        }
    }

    private void writeWaiting(SegmentedLog log) throws IOException {
        int most = appends.count();
        boolean room = true;
        PendingAppend next = appends.peek();
        while (room && next != null && group.size() < most) {
            room = log.append(next.payload());
            if (room) {
                appends.poll();
                group.add(next);
                next = appends.peek();
            }
        }
        tell(!room);
    }

    private void tell(boolean nowFull) {
        if (nowFull && !full) {
            life.full();
        } else if (full && !nowFull) {
            life.roomAgain();
        }
        full = nowFull;
    }

    private boolean isDue() {
        return owing && (full || System.nanoTime() - owingSince >= ACKNOWLEDGED_WITHIN);
    }

    private static void answer(List<PendingAppend> written, long first) {
        for (int at = 0; at < written.size(); at++) {
            written.get(at).done(first + at);
        }
    }

    /** Syncs, answers, and gives up segments; tells whether there were any. */
    private boolean commit(SegmentedLog log) throws IOException {
        log.commit();
        owing = false;
        List<PendingAppend> written = group;
        group = new ArrayList<>();
        if (!written.isEmpty()) {
            written.forEach(appends::answered);
            long first = log.next() - written.size();
            answers.schedule(() -> answer(written, first));
        }
        return log.reclaim();
    }

    private void failExpired() {
        PendingAppend first = appends.peek();
        while (full && first != null && System.nanoTime() - first.deadline() >= 0) {
            PendingAppend expired = first;
            appends.poll();
            appends.answered(expired);
            answers.schedule(() -> expired.failed(settings.noRoom()));
            first = appends.peek();
        }
    }

    private void park() {
        long now = System.nanoTime();
        PendingAppend first = full ? appends.peek() : null;
        long untilExpired = first == null ? Long.MAX_VALUE : first.deadline() - now;
        long untilDue = owing ? owingSince + ACKNOWLEDGED_WITHIN - now : Long.MAX_VALUE;
        LockSupport.parkNanos(this, Math.max(1, Math.min(untilExpired, untilDue)));
    }
}
