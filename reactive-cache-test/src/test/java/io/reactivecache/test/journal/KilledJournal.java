package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.test.contract.DrainRecorder;
import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journal in one life after another: what its lives said, against what it delivers afterwards. */
final class KilledJournal {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final Set<String> owed = new HashSet<>();
    private int next;

    KilledJournal(Path directory) {
        this.directory = directory;
    }

    ForkedJvm begin(List<String> tracer, long seed) throws IOException {
        return ForkedJvm.start(
                tracer,
                ProcessBuilder.Redirect.DISCARD,
                JournalProcess.class,
                List.of(directory.toString(), String.valueOf(next), String.valueOf(seed)));
    }

    /** Opens what a life left, twice, and checks it. */
    void check(List<String> said) {
        said.stream()
                .filter(line -> line.startsWith("done "))
                .map(KilledJournal::write)
                .forEach(owed::add);
        said.stream()
                .filter(line -> line.startsWith("gone "))
                .map(KilledJournal::write)
                .forEach(owed::remove);
        List<String> delivered = delivered();

        assertThat(delivered).containsAll(owed);
        assertThat(delivered()).isEqualTo(delivered);
        assertInOrder(delivered);
        owed.clear();
        owed.addAll(delivered);
        said.stream()
                .filter(line -> !line.startsWith("failed"))
                .forEach(line -> next = Math.max(next, number(write(line)) + 1));
        delivered.forEach(write -> next = Math.max(next, number(write) + 1));
    }

    private List<String> delivered() {
        FileWriteJournal journal = JournalProcess.journal(directory);
        try {
            int waiting = (int) journal.opened().block(LIMIT).entries();
            DrainRecorder drain = DrainRecorder.of(journal).await(waiting);
            return drain.entries().stream().map(JournalProcess::write).toList();
        } finally {
            journal.disposeLater().block(LIMIT);
        }
    }

    private static void assertInOrder(List<String> delivered) {
        Map<String, Integer> last = new HashMap<>();
        for (String write : delivered) {
            String key = write.substring(0, write.indexOf('-'));
            Integer before = last.put(key, number(write));
            assertThat(before == null || before < number(write)).as(write).isTrue();
        }
    }

    private static String write(String line) {
        return line.substring("done ".length());
    }

    private static int number(String write) {
        return Integer.parseInt(write.substring(write.indexOf('-') + 1));
    }
}
