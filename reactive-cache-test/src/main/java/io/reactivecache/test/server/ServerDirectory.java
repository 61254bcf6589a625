package io.reactivecache.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary directory of one server: its data, its log and whatever it needs to run. */
final class ServerDirectory {

    private static final int TAIL_CHARACTERS = 4_000;

    private final Path root;

    private ServerDirectory(Path root) {
        this.root = root;
    }

    static ServerDirectory create(String name) {
        try {
            Path root = Files.createTempDirectory("reactive-cache-" + name + "-");
            Files.createDirectory(root.resolve("data"));
            return new ServerDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("server.log");
    }

    /** The last characters of the log, empty if there is none. */
    String tail() {
        try {
            String text = Files.exists(log()) ? Files.readString(log(), StandardCharsets.ISO_8859_1) : "";
            return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS));
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    /** Keeps a copy of the data. */
    void backUp() {
        deleteTree(copy());
        copyTree(data(), copy());
    }

    /** Puts back the copy of what is called so in the data, or begins so; what was not there then is left alone. */
    void restore(String prefix) {
        try (Stream<Path> kept = Files.list(copy())) {
            kept.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .forEach(this::putBack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void putBack(Path kept) {
        Path present = data().resolve(kept.getFileName());
        deleteTree(present);
        copyTree(kept, present);
    }

    private Path copy() {
        return root.resolve("copy");
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the directory and all that is in it. One at a time: at the end of the JVM two threads may ask for it. */
    synchronized void delete() {
        deleteTree(root);
    }

    private static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
