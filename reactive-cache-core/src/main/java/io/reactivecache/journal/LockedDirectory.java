package io.reactivecache.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the operating system that one journal has for itself, with files that nobody but their owner may read. It is
 * made for its owner alone; one that is there is left as it is, and refused if everybody may write in it. Symbolic links are
 * not followed, so that nobody who may write beside it can lead it elsewhere.
 */
final class LockedDirectory implements Directory {

    private static final String LOCK = "lock";
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    /** Closing any channel of a file gives up all locks of the process on it, so a second opener must not get as far. */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private LockedDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes a directory, and makes it if it is not there. Throws {@link JournalException} if it must not be used. */
    static LockedDirectory take(Path asked) throws IOException {
        make(asked);
        if (!Files.isDirectory(asked, NOFOLLOW_LINKS)) {
            throw refused("directory: a link or a file", "a directory");
        }
        if (isPosix(asked) && permissions(asked).contains(OTHERS_WRITE)) {
            throw refused("directory: everybody may write in it", "its owner, and at most its group");
        }
        Path path = asked.toRealPath();
        if (!TAKEN.add(path)) {
            throw inUse();
        }
        try {
            return new LockedDirectory(path, locked(path));
        } catch (IOException | RuntimeException failed) {
            TAKEN.remove(path);
            throw failed;
        }
    }

    private static void make(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, owners(path, DIRECTORY));
        } catch (FileAlreadyExistsException there) {
            // Looked at by the caller.
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel = channel(path.resolve(LOCK), Set.of(CREATE, WRITE, NOFOLLOW_LINKS));
        @Nullable FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw inUse();
        }
        return channel;
    }

    private static FileChannel channel(Path file, Set<OpenOption> options) throws IOException {
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw refused(file.getFileName() + ": a link or a directory", "a file");
        }
        FileChannel channel = FileChannel.open(file, options, owners(file, FILE));
        try {
            narrow(file);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        return channel;
    }

    /** What is put back from elsewhere often comes with the permissions of whoever did it. */
    private static void narrow(Path file) throws IOException {
        Set<PosixFilePermission> narrow = PosixFilePermissions.fromString(FILE);
        if (isPosix(file) && !narrow.equals(permissions(file))) {
            attributes(file).setPermissions(narrow);
        }
    }

    private static Set<PosixFilePermission> permissions(Path path) throws IOException {
        return attributes(path).readAttributes().permissions();
    }

    private static PosixFileAttributeView attributes(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    }

    private static FileAttribute<?>[] owners(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static JournalException inUse() {
        return refused("directory: in use by another journal", "one journal at a time");
    }

    private static JournalException refused(String found, String expected) {
        return new JournalException(Reason.BROKEN, found, expected);
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public DataFile create(String name) throws IOException {
        return new ChannelFile(channel(path.resolve(name), Set.of(CREATE_NEW, READ, WRITE, NOFOLLOW_LINKS)));
    }

    @Override
    public DataFile open(String name) throws IOException {
        return new ChannelFile(channel(path.resolve(name), Set.of(READ, WRITE, NOFOLLOW_LINKS)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    /** Where directories cannot be opened, the file system keeps them in order by itself. */
    @Override
    public void sync() throws IOException {
        if (isPosix(path)) {
            try (FileChannel channel = FileChannel.open(path, READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            TAKEN.remove(path);
        }
    }
}
