package io.reactivecache.test.tck;

import io.reactivecache.spi.WriteJournal;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The operations of a journal. Its drain is that of a node that appends whenever it was given an entry.
 *
 * @param name of the journal
 * @param journal an empty one that works
 * @param broken one that keeps and delivers nothing
 */
record JournalSubjects(String name, Supplier<WriteJournal> journal, Supplier<WriteJournal> broken) implements Suite {

    private static final byte[] PAYLOAD = {1};

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.none(name + ", append", () -> append(journal.get())).failing(() -> append(broken.get())),
                Subject.endless(name + ", drain", n -> Flux.defer(() -> Flux.from(drain(journal.get()))))
                        .failing(() -> broken.get().drain()),
                Subject.none(name + ", acknowledge", () -> journal.get().acknowledge(List.of())),
                Subject.none(name + ", release", () -> journal.get().release(List.of())),
                Subject.one(
                        name + ", available",
                        () -> journal.get()
                                .available()
                                .filter(Boolean::booleanValue)
                                .take(1)));
    }

    private static Publisher<?> append(WriteJournal journal) {
        return journal.append("k", PAYLOAD);
    }

    private static Publisher<?> drain(WriteJournal journal) {
        Runnable another = () -> journal.append("k", PAYLOAD).onErrorComplete().subscribe();
        another.run();
        return Fed.by(another, journal.drain());
    }
}
