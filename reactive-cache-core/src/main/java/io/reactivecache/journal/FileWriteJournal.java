package io.reactivecache.journal;

import io.reactivecache.journal.JournalThread.DirectorySource;
import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.WriteJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.reactivestreams.Subscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A journal in a directory of this machine. An append completes once its bytes are synced to the disk, together with all that
 * wait at that time: it survives a kill of the process at any instruction, and a loss of power if the disk keeps what it said it
 * had. It does not survive the loss of the disk.
 *
 * <p>What was acknowledged is written down with the next appends, or half a second later; until then a crash has it delivered
 * again. Space is given back when the oldest entries of a segment, a 32nd of the journal, are all acknowledged.
 *
 * <p>After the first failure to write or sync nothing is taken, delivered or written any more: an operating system may forget
 * what it could not write and call the next sync a success. Opened anew, the journal has everything it had completed.
 *
 * <p>A thread of its own does all that touches files. Callers are answered on {@link Schedulers#parallel()}. All entries are in
 * partition 0, and are delivered in the order in which they were appended.
 */
public final class FileWriteJournal implements WriteJournal, Disposable {

    private final JournalSettings settings;
    private final Scheduler answers = Schedulers.parallel();
    private final JournalLife life;
    private final JournalThread thread;

    FileWriteJournal(JournalSettings settings, DirectorySource source) {
        this.settings = settings;
        this.life = new JournalLife(String.valueOf(settings.directory().getFileName()), answers);
        WaitingAppends appends = new WaitingAppends(settings.maxPendingAppends(), settings.maxPendingBytes());
        this.thread = new JournalThread(source, settings, life, appends, answers);
        thread.start();
    }

    /**
     * Settings for the journal in a directory, which is made if it is not there. It is for this journal alone: one that is in
     * use, in this process or another, is refused, as is a symbolic link.
     */
    public static FileWriteJournalBuilder builder(Path directory) {
        return new FileWriteJournalBuilder(Objects.requireNonNull(directory, "directory"));
    }

    /**
     * What was found when it was opened. Errors with {@link JournalException} if it could not be: the directory is in use, or
     * what is there is no journal, or is damaged elsewhere than at its end; it is then left as it is.
     */
    public Mono<JournalRecovery> opened() {
        return life.opened();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Errors with {@code FULL} too if more appends or bytes wait than may.
     */
    @Override
    public Mono<Long> append(String key, byte[] payload) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(payload, "payload");
        return payload.length > settings.maxEntryBytes()
                ? Mono.error(() -> settings.tooLarge(payload.length))
                : Mono.create(caller -> append(payload, caller));
    }

    private void append(byte[] payload, MonoSink<Long> caller) {
        if (isDisposed()) {
            caller.error(life.refusal());
            return;
        }
        long deadline = System.nanoTime() + settings.appendTimeout().toNanos();
        thread.append(new PendingAppend(payload, caller, deadline));
    }

    @Override
    public Flux<JournalEvent> drain() {
        return Flux.<JournalEvent>from(subscriber -> drainTo(subscriber));
    }

    private void drainTo(Subscriber<? super JournalEvent> subscriber) {
        Draining draining = new Draining(subscriber, answers.createWorker(), thread);
        if (thread.enter(draining)) {
            subscriber.onSubscribe(draining);
            thread.failIfOver();
        } else {
            Operators.error(
                    subscriber, new IllegalStateException("drain: in use (expected: one subscriber at a time)"));
        }
    }

    @Override
    public Mono<Void> acknowledge(List<Entry> entries) {
        List<Entry> copy = List.copyOf(entries);
        return Mono.fromRunnable(() -> thread.acknowledge(copy));
    }

    /** {@inheritDoc} They are delivered to the next subscriber of a drain. */
    @Override
    public Mono<Void> release(List<Entry> entries) {
        Objects.requireNonNull(entries, "entries");
        return Mono.empty();
    }

    @Override
    public Flux<Boolean> available() {
        return life.available();
    }

    /** Ends it as {@link #disposeLater} does, and waits for nothing. */
    @Override
    public void dispose() {
        thread.close();
    }

    /** Ends it: what waits is written if there is room, and what was acknowledged. Completes when another may open the directory. */
    public Mono<Void> disposeLater() {
        return Mono.defer(() -> {
            dispose();
            return life.whenEnded();
        });
    }

    /** Whether it takes nothing any more: it is closed, is being closed, or is broken. */
    @Override
    public boolean isDisposed() {
        return thread.isClosing() || life.state().isOver();
    }
}
