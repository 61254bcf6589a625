package io.reactivecache.test.docs;

import io.reactivecache.journal.FileWriteJournal;
import java.nio.file.Path;
import java.time.Duration;

/** The journal in files, as docs/durability.md shows it. */
final class DurabilityExample {

    private DurabilityExample() {}

    static FileWriteJournal journal(Path data) {
        // tag::example[]
        FileWriteJournal journal = FileWriteJournal.builder(data.resolve("orders-journal"))
                .maxBytes(256L * 1024 * 1024)
                .appendTimeout(Duration.ofSeconds(5))
                .build();
        // end::example[]
        return journal;
    }
}
