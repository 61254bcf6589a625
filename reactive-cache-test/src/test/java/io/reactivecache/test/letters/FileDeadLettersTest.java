package io.reactivecache.test.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.FileDeadLetters;
import io.reactivecache.test.contract.BoundedDeadLettersContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDeadLettersTest extends BoundedDeadLettersContract {

    private static final int PLENTY = 1 << 20;

    @TempDir
    private Path place;

    private FileDeadLetters files;

    @Override
    protected DeadLetters create() {
        files = FileDeadLetters.open(place.resolve("letters"), 3, PLENTY);
        return files;
    }

    @AfterEach
    void close() {
        files.dispose();
    }

    private void openAgain() {
        files.dispose();
        letters = create();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(place.resolve("letters"))) {
            return all.toList();
        }
    }

    @Test
    void lettersAreThereAfterARestartOldestFirst() {
        done(letters.add(letter(2)));
        done(letters.add(letter(1)));
        openAgain();

        expect(letter(1), letter(2));
        done(letters.remove(letter(1).token()));
        openAgain();
        expect(letter(2));
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        done(letters.add(letter(1)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("letters"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatACrashLeftUnfinishedIsRemovedAndWhatIsNoLetterIsLeftAlone() throws IOException {
        done(letters.add(letter(1)));
        Path unfinished = Files.writeString(place.resolve("letters/00.unfinished"), "half");
        Path damaged = Files.writeString(place.resolve("letters/00.letter"), "damaged");
        openAgain();

        expect(letter(1));
        assertThat(unfinished).doesNotExist();
        assertThat(damaged).exists();
    }

    @Test
    void theirSizeIsBoundedToo() {
        files.dispose();
        files = FileDeadLetters.open(place.resolve("small"), 100, 200);
        letters = files;
        done(letters.add(letter(1)));

        assertThatThrownBy(() -> letters.add(letter(2)).block())
                .hasMessage("dead letters under way: more than 100 (expected: <= 100)");
        expect(letter(1));
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(place.resolve("link"), place.resolve("letters"));

        assertThatThrownBy(() -> FileDeadLetters.open(link, 1, 1)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void impossibleLimitsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileDeadLetters.open(place, 0, 1))
                .withMessage("maxLetters: 0 (expected: >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileDeadLetters.open(place, 1, 0))
                .withMessage("maxBytes: 0 (expected: >= 1)");
    }

    @Test
    void afterItIsDisposedOfNothingIsKept() {
        files.dispose();

        assertThat(files.isDisposed()).isTrue();
        assertThatThrownBy(() -> letters.add(letter(1)).block()).isInstanceOf(RejectedExecutionException.class);
    }
}
