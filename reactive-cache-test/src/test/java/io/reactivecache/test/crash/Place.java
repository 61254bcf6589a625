package io.reactivecache.test.crash;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a journal is, as a word that can be told to another process. */
sealed interface Place {

    /** What a node has open there. */
    record Opened(WriteJournal journal, Optional<InvalidationLog> log, Runnable close) {}

    Opened open();

    /** A directory. */
    record Files(Path directory) implements Place {

        private static final long MAX_BYTES = 2 * 1024 * 1024;

        @Override
        public Opened open() {
            FileWriteJournal journal =
                    FileWriteJournal.builder(directory).maxBytes(MAX_BYTES).build();
            return new Opened(
                    journal, Optional.empty(), () -> journal.disposeLater().block());
        }

        @Override
        public String toString() {
            return directory.toString();
        }
    }

    /** A topic and a group of nodes, and beside it a topic that tells them of each other's changes. */
    record Topic(String servers, String name, String group) implements Place {

        private static final Duration SESSION = Duration.ofSeconds(2);
        private static final Eventually SOON = Eventually.within(Duration.ofSeconds(30));
        private static final Duration OFTEN = Duration.ofMillis(200);

        @Override
        public Opened open() {
            KafkaWriteJournal journal = KafkaWriteJournal.builder()
                    .bootstrapServers(servers)
                    .topic(name)
                    .group(group)
                    .partitions(4)
                    .sessionTimeout(SESSION)
                    .checkInterval(OFTEN)
                    .build();
            KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                    .bootstrapServers(servers)
                    .topic(name + "-changes")
                    .partitions(4)
                    .build();
            return new Opened(journal, Optional.of(log), () -> {
                journal.dispose();
                log.dispose();
                SOON.holds("committed", () -> !isDraining());
            });
        }

        /** Disposing waits for nothing; what was acknowledged is committed by the thread that drains. */
        private static boolean isDraining() {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().contains("-drain"));
        }

        @Override
        public String toString() {
            return servers + " " + name + " " + group;
        }
    }

    static Place parse(String word) {
        String[] parts = word.split(" ");
        return parts.length == 1 ? new Files(Path.of(word)) : new Topic(parts[0], parts[1], parts[2]);
    }
}
