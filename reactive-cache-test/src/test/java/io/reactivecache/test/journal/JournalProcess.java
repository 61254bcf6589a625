package io.reactivecache.test.journal;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.server.ParentProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A journal under load in a JVM of its own, to be killed. It says a line for what has happened: {@code done} after an append
 * completed, {@code gone} before an entry is acknowledged, {@code failed} with the reason when an append errored.
 */
final class JournalProcess {

    static final int KEYS = 16;

    private static final long MAX_BYTES = 4 * 1024 * 1024;
    private static final int FILL = 100;

    private JournalProcess() {}

    /**
     * Appends until it is killed.
     *
     * @param args the directory, the number of the first write of each key, and a seed
     */
    public static void main(String[] args) {
        ParentProcess.endWithIt();
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
        FileWriteJournal journal = journal(Path.of(args[0]));
        journal.drain()
                .ofType(Entry.class)
                .filter(entry -> random.nextInt(100) < 95)
                .concatMap(entry -> acknowledge(journal, entry))
                .onErrorComplete()
                .subscribe();
        int first = Integer.parseInt(args[1]);
        Flux.range(0, KEYS).flatMap(key -> writes(journal, key, first), KEYS).blockLast();
    }

    static FileWriteJournal journal(Path directory) {
        return FileWriteJournal.builder(directory).maxBytes(MAX_BYTES).build();
    }

    private static Mono<Void> acknowledge(FileWriteJournal journal, Entry entry) {
        ParentProcess.tell("gone " + write(entry));
        return journal.acknowledge(List.of(entry));
    }

    /** What an entry is of, as the lines name it. */
    static String write(Entry entry) {
        return new String(entry.payload(), StandardCharsets.UTF_8).strip();
    }

    private static Flux<Long> writes(FileWriteJournal journal, int key, int first) {
        return Flux.range(first, Integer.MAX_VALUE - first)
                .map(number -> key + "-" + number)
                .concatMap(write -> journal.append(String.valueOf(key), payload(write))
                        .doOnSuccess(done -> ParentProcess.tell("done " + write))
                        .doOnError(JournalException.class, failure -> ParentProcess.tell("failed " + failure.reason()))
                        .onErrorComplete());
    }

    private static byte[] payload(String write) {
        return (write + " ".repeat(write.hashCode() & FILL)).getBytes(StandardCharsets.UTF_8);
    }
}
