package io.reactivecache.journal;

import static io.reactivecache.journal.OpenJournals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose directory it is, and who may read it. */
final class DirectoryTest {

    private static final String SEGMENT = SegmentName.of(0);

    @TempDir
    private Path root;

    private final OpenJournals journals = new OpenJournals();

    @BeforeEach
    void needsPosix() {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private Path directory() {
        return root.resolve("journal");
    }

    private JournalException refused() {
        JournalException refused = refusal(journals.in(directory()).opened());
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.BROKEN);
        return refused;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void filled() {
        FileWriteJournal journal = journals.in(directory());
        journal.append("k", new byte[] {7}).block(OpenJournals.LIMIT);
        journal.disposeLater().block(OpenJournals.LIMIT);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.toList();
        }
    }

    @Test
    void aSecondJournalInADirectoryIsRefusedByWhateverWayItComesAndHarmsNotTheFirst() throws IOException {
        FileWriteJournal first = journals.in(directory());
        first.opened().block(OpenJournals.LIMIT);
        Path other = Files.createSymbolicLink(root.resolve("other"), root);
        for (Path way : List.of(directory(), root.resolve("./journal"), other.resolve("journal"))) {
            FileWriteJournal second = journals.in(way);
            assertThat(refusal(second.opened())).hasMessageContaining("in use by another journal");
            assertThat(refusal(second.append("k", new byte[] {1}))).hasMessageContaining("in use");
            assertThat(second.available().blockFirst(OpenJournals.LIMIT)).isFalse();
        }

        assertThat(refusal(first.append("k", new byte[] {1}))).isNull();
        first.disposeLater().block(OpenJournals.LIMIT);
        assertThat(OpenJournals.entries(journals.in(directory()))).hasSize(1);
    }

    @Test
    void aLinkInThePlaceOfTheDirectoryIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(directory(), elsewhere);

        assertThat(refused()).hasMessageContaining("directory: a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "0000000000000000000.segment"})
    void aLinkInThePlaceOfAFileIsRefusedAndNotFollowed(String name) throws IOException {
        filled();
        Path elsewhere = root.resolve("elsewhere");
        Files.move(directory().resolve(name), elsewhere);
        permit(elsewhere, "rw-r--r--");
        byte[] before = Files.readAllBytes(elsewhere);
        Files.createSymbolicLink(directory().resolve(name), elsewhere);

        assertThat(refused()).hasMessageContaining(name + ": a link");
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(before);
        assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
    }

    @Test
    void whatItMakesIsForItsOwnerAlone() throws IOException {
        filled();

        assertThat(permissions(directory())).isEqualTo("rwx------");
        assertThat(files()).hasSizeGreaterThanOrEqualTo(2);
        for (Path file : files()) {
            assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
        }
    }

    @Test
    void aDirectoryThatWasThereKeepsItsPermissionsAndItsFilesAreNarrowed() throws IOException {
        filled();
        permit(directory(), "rwxrwxr-x");
        for (Path file : files()) {
            permit(file, "rw-rw-r--");
        }

        assertThat(OpenJournals.entries(journals.in(directory()))).hasSize(1);
        assertThat(permissions(directory())).isEqualTo("rwxrwxr-x");
        for (Path file : files()) {
            assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
        }
    }

    @Test
    void aDirectoryEverybodyMayWriteInIsRefusedAndLeftAsItIs() throws IOException {
        filled();
        permit(directory(), "rwxrwxrwx");
        permit(directory().resolve(SEGMENT), "rw-rw-r--");

        assertThat(refused()).hasMessageContaining("everybody may write in it");
        assertThat(permissions(directory())).isEqualTo("rwxrwxrwx");
        assertThat(permissions(directory().resolve(SEGMENT))).isEqualTo("rw-rw-r--");
    }
}
