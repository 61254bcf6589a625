package io.reactivecache.test.contract;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Subscribes to the drain of a journal and keeps what it delivers. */
public final class DrainRecorder extends BaseSubscriber<JournalEvent> {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(30));

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Integer> caughtUp = new CopyOnWriteArrayList<>();
    private final long demand;
    private volatile @Nullable Throwable error;

    private DrainRecorder(long demand) {
        this.demand = demand;
    }

    /**
     * Subscribes, and asks for everything.
     *
     * @param journal the journal
     * @return the recorder, to be cancelled
     */
    public static DrainRecorder of(WriteJournal journal) {
        return of(journal, Long.MAX_VALUE);
    }

    /**
     * Subscribes.
     *
     * @param journal the journal
     * @param demand how many events it asks for; none if 0
     * @return the recorder, to be cancelled
     */
    public static DrainRecorder of(WriteJournal journal, long demand) {
        DrainRecorder recorder = new DrainRecorder(demand);
        journal.drain().subscribe(recorder);
        return recorder;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        if (demand > 0) {
            request(demand);
        }
    }

    @Override
    protected void hookOnNext(JournalEvent event) {
        if (event instanceof Entry entry) {
            entries.add(entry);
        } else if (event instanceof CaughtUp) {
            caughtUp.add(entries.size());
        }
    }

    @Override
    protected void hookOnError(Throwable thrown) {
        error = thrown;
    }

    /**
     * The entries that have come so far.
     *
     * @return a copy, in the order of arrival
     */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The payloads of the entries that have come so far, as UTF-8.
     *
     * @return a copy, in the order of arrival
     */
    public List<String> texts() {
        return entries.stream()
                .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Waits until that many entries have come.
     *
     * @param count how many, those that came before included
     * @return this
     */
    public DrainRecorder await(int count) {
        SOON.holds(count + " entries", () -> error != null || entries.size() >= count);
        Throwable thrown = error;
        if (thrown != null) {
            throw new AssertionError("drain: ended (expected: open)", thrown);
        }
        return this;
    }

    /**
     * How often it was told that everything from before was delivered, and behind how many entries.
     *
     * @return a copy, in the order of arrival
     */
    public List<Integer> caughtUp() {
        return List.copyOf(caughtUp);
    }

    /**
     * Waits until it was told that everything from before was delivered.
     *
     * @return this
     */
    public DrainRecorder awaitCaughtUp() {
        SOON.holds("caught up", () -> error != null || !caughtUp.isEmpty());
        return await(0);
    }

    /**
     * Waits until it has errored.
     *
     * @return the error
     */
    public Throwable awaitError() {
        SOON.holds("an error", () -> error != null);
        Throwable thrown = error;
        return thrown == null ? new AssertionError("drain: open (expected: an error)") : thrown;
    }
}
