package io.reactivecache.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of small files that are written once, each whole or not at all. Its methods block. */
final class LetterDirectory {

    private static final String END = ".letter";
    private static final String UNFINISHED = ".unfinished";
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private final Path directory;

    private LetterDirectory(Path directory) {
        this.directory = directory;
    }

    /** The directory; made for its owner alone if there is none. What a crash has left unfinished is removed. */
    static LetterDirectory open(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new FileSystemException("dead letters: a symbolic link (expected: a directory)");
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, attributes(directory, PosixFilePermissions.fromString("rwx------")));
        }
        LetterDirectory opened = new LetterDirectory(directory);
        for (Path unfinished : opened.files(UNFINISHED)) {
            Files.delete(unfinished);
        }
        return opened;
    }

    List<Path> files() throws IOException {
        return files(END);
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end)
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Writes a file; it survives a loss of power once this returns. */
    void write(Token token, byte[] bytes) throws IOException {
        Path unfinished = file(token, UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(directory, OWNER_ALONE))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(unfinished, file(token, END), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync();
    }

    byte[] read(Token token) throws IOException {
        return Files.readAllBytes(file(token, END));
    }

    void delete(Token token) throws IOException {
        Files.deleteIfExists(file(token, END));
        sync();
    }

    private Path file(Token token, String end) {
        HexFormat hex = HexFormat.of();
        return directory.resolve(hex.toHexDigits(token.node()) + hex.toHexDigits(token.sequence()) + end);
    }

    /** The name of a new file is in the directory, which has to be synced by itself where that can be done. */
    private void sync() throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> permissions) {
        return isPosix(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
