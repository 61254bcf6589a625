package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.ReactiveCache;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A whole cache whose journal's disk fails: what its callers hear, and what is there after a restart on a good disk. */
final class FailingDiskTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LAST = "round 20";

    @TempDir
    private Path root;

    private Path log() {
        return root.resolve("log");
    }

    @Test
    void afterASyncThatFailedNoDeferredWriteIsAnsweredAndTheRestGoesOn() throws IOException {
        assumeTrue(Strace.isPermitted(), "strace is not there, or may not trace");
        Path directory = root.resolve("journal");
        List<String> said = said(Strace.syncs("error=EIO:when=40"), directory, false);

        assertBrokenCleanly(said);
        assertNothingIsLost(said, directory);
    }

    @Test
    void onceTheDiskIsFullNoDeferredWriteIsAnsweredAndTheRestGoesOn() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(root, "2m")) {
            Path directory = disk.path().resolve("journal");
            List<String> said = said(List.of(), directory, true);

            assertBrokenCleanly(said);
            disk.resize("64m");
            assertNothingIsLost(said, directory);
        }
    }

    private List<String> said(List<String> tracer, Path directory, boolean isHeld) throws IOException {
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.to(log().toFile());
        try (ForkedJvm fork = ForkedJvm.start(
                tracer, log, StockProcess.class, List.of(directory.toString(), String.valueOf(isHeld)))) {
            fork.await(LAST);
            return fork.kill();
        }
    }

    private void assertBrokenCleanly(List<String> said) throws IOException {
        List<String> before = said.subList(0, said.indexOf("broken"));
        List<String> after = said.subList(said.indexOf("broken"), said.size());
        assertThat(before).anyMatch(line -> line.startsWith("done"));
        assertThat(said).noneMatch(line -> line.startsWith("failed") && !line.equals("failed BROKEN"));
        assertThat(after.subList(0, after.indexOf(LAST)))
                .noneMatch(line -> line.startsWith("done"))
                .contains("failed BROKEN", "health DOWN UP")
                .haveAtLeast(20, starting("through"))
                .haveAtLeast(20, starting("read"));
        assertThat(after.subList(after.indexOf("health DOWN UP"), after.size())).doesNotContain("health UP UP");
        assertToldOnce();
    }

    private static Condition<String> starting(String beginning) {
        return new Condition<>(line -> line.startsWith(beginning), beginning);
    }

    private void assertToldOnce() throws IOException {
        List<String> lines = Files.readAllLines(log());
        assertThat(lines)
                .filteredOn(line -> line.contains("takes and delivers nothing"))
                .hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("broke off")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("ERROR")).hasSize(1);
        assertThat(lines).noneMatch(line -> line.contains(StockProcess.SECRET));
    }

    private static void assertNothingIsLost(List<String> said, Path directory) {
        Map<String, Integer> owed = newest(said, "done ");
        Map<String, Integer> applied = newest(said, "applied ");
        owed.entrySet().removeIf(write -> applied.getOrDefault(write.getKey(), -1) >= write.getValue());
        Map<String, String> rows = new ConcurrentHashMap<>();
        FileWriteJournal journal = JournalProcess.journal(directory);
        ReactiveCache<String, String> cache =
                StockProcess.cache(journal, rows, (key, value) -> Mono.fromRunnable(() -> rows.put(key, value)));
        try {
            cache.flush().block(LIMIT);
            assertThat(owed.entrySet()).allMatch(write -> number(rows.get(write.getKey())) >= write.getValue());
            assertThat(cache.health().block(LIMIT).journal()).isEqualTo(State.UP);
        } finally {
            cache.close().block(LIMIT);
            journal.disposeLater().block(LIMIT);
        }
    }

    private static int number(@Nullable String value) {
        return value == null ? -1 : StockProcess.number(value);
    }

    /** The last number of each key. */
    private static Map<String, Integer> newest(List<String> said, String beginning) {
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).split("-"))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> Integer.parseInt(parts[1]), Math::max, ConcurrentHashMap::new));
    }
}
