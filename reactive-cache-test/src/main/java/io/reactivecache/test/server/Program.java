package io.reactivecache.test.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine: on the PATH, or where systems put servers that are not on the PATH of all their users.
 *
 * @param name of the file
 */
record Program(String name) {

    private static final String FOR_ADMINISTRATORS = "/usr/local/sbin:/usr/sbin:/sbin";

    /** The file, if there is one that can be run. */
    Optional<Path> find() {
        return onPath().or(() -> in(FOR_ADMINISTRATORS.split(":")));
    }

    /** The file, if there is one on the PATH that can be run. */
    Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return in(path.split(Pattern.quote(File.pathSeparator)));
    }

    private Optional<Path> in(String... directories) {
        return Stream.of(directories)
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
