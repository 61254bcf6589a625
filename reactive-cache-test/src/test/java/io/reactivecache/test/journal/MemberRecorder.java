package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** Records what a member of a group is given and what is withdrawn from it; asks for everything. */
final class MemberRecorder extends BaseSubscriber<JournalEvent> {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<JournalEvent> events = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    private MemberRecorder() {}

    static MemberRecorder of(WriteJournal journal) {
        MemberRecorder recorder = new MemberRecorder();
        journal.drain().subscribe(recorder);
        return recorder;
    }

    @Override
    protected void hookOnNext(JournalEvent event) {
        events.add(event);
    }

    @Override
    protected void hookOnError(Throwable error) {
        errors.add(error);
    }

    @Override
    protected void hookFinally(SignalType type) {
        // An error is a result here, not a fault.
    }

    /** Waits until so many entries have come. */
    MemberRecorder await(int count) {
        Eventually.within(LIMIT).holds(count + " entries", () -> entries().size() >= count);
        return this;
    }

    List<Entry> entries() {
        return events.stream()
                .filter(Entry.class::isInstance)
                .map(Entry.class::cast)
                .toList();
    }

    List<Withdrawn> withdrawn() {
        return events.stream()
                .filter(Withdrawn.class::isInstance)
                .map(Withdrawn.class::cast)
                .toList();
    }

    List<String> texts() {
        return entries().stream().map(MemberRecorder::text).toList();
    }

    List<Throwable> errors() {
        return errors;
    }

    static String text(Entry entry) {
        return new String(entry.payload(), UTF_8);
    }
}
