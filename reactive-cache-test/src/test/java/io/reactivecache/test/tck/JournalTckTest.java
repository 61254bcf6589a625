package io.reactivecache.test.tck;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.journal.FaultyWriteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The publishers of journals. */
final class JournalTckTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ROOM = 10_000;

    private static final AtomicInteger DIRECTORIES = new AtomicInteger();
    private static final List<FileWriteJournal> OPEN = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path root;

    static Stream<Suite> suites() {
        return Stream.of(
                new JournalSubjects("journal in process", JournalTckTest::inProcess, JournalTckTest::broken),
                new JournalSubjects("faulty journal", JournalTckTest::faulty, JournalTckTest::broken),
                new JournalSubjects("file journal", JournalTckTest::file, JournalTckTest::refused),
                JournalTckTest::lifeOfAFile);
    }

    @TestFactory
    Stream<DynamicTest> journals() {
        return suites().flatMap(suite -> Rules.over(suite.subjects()));
    }

    @AfterAll
    static void close() {
        OPEN.forEach(journal -> journal.disposeLater().block(LIMIT));
        OPEN.clear();
    }

    private static List<Subject> lifeOfAFile() {
        return List.of(
                Subject.one("file journal, opened", () -> file().opened())
                        .failing(() -> refused().opened()),
                Subject.none("file journal, disposed", () -> file().disposeLater()));
    }

    private static WriteJournal inProcess() {
        return new InProcessWriteJournal(ROOM);
    }

    private static WriteJournal faulty() {
        return new FaultyWriteJournal(inProcess());
    }

    private static WriteJournal broken() {
        FaultyWriteJournal journal = new FaultyWriteJournal(inProcess());
        journal.append("k", new byte[0]).block(LIMIT);
        journal.beforeAppend(Fault.fail(() -> new IllegalStateException("told to")));
        journal.beforeEntry(Fault.fail(() -> new IllegalStateException("told to")));
        return journal;
    }

    private static FileWriteJournal file() {
        return opened(directory());
    }

    /** One in a directory that is a file. */
    private static FileWriteJournal refused() {
        try {
            return opened(Files.createFile(directory()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path directory() {
        return root.resolve("journal-" + DIRECTORIES.incrementAndGet());
    }

    private static FileWriteJournal opened(Path directory) {
        FileWriteJournal journal = FileWriteJournal.builder(directory).build();
        OPEN.add(journal);
        return journal;
    }
}
