package io.reactivecache.test.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of some size, made of memory. */
record SmallDisk(Path path) implements AutoCloseable {

    /** Mounts one below a directory; the test is skipped if that is not allowed. */
    static SmallDisk mounted(Path root, String size) throws IOException {
        Path path = Files.createDirectory(root.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "tmpfs", path.toString()),
                "a file system may not be mounted");
        return new SmallDisk(path);
    }

    void resize(String size) {
        run("mount", "-o", "remount,size=" + size, path.toString());
    }

    @Override
    public void close() {
        run("umount", path.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
