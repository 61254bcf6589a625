package io.reactivecache.test.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A local repository of Maven with all libraries of the one of this build, by links, and in place of what it has of
 * this project what was built just now. The jars of a build do not exist yet when its tests run, so their classes are
 * packed here.
 */
record LocalRepository(Path root, String version) implements AutoCloseable {

    private static final String GROUP = "io/reactivecache";

    /** Links the libraries of another one. */
    static LocalRepository of(Path root, Path libraries, String version) throws IOException {
        Path io = Files.createDirectories(root.resolve("io"));
        link(libraries, root);
        link(libraries.resolve("io"), io);
        return new LocalRepository(root, version);
    }

    private static void link(Path from, Path to) throws IOException {
        for (Path entry : list(from)) {
            Path link = to.resolve(entry.getFileName());
            if (Files.isDirectory(entry) && !Files.exists(link) && !entry.endsWith(GROUP)) {
                Files.createSymbolicLink(link, entry.toAbsolutePath());
            }
        }
    }

    void install(String artifact, Path pom) throws IOException {
        Files.copy(pom, file(artifact, "pom"));
    }

    void install(String artifact, Path pom, Path classes) throws IOException {
        install(artifact, pom);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file(artifact, "jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(jar, classes.relativize(file).toString().replace('\\', '/'), file);
            }
        }
    }

    private static void add(JarOutputStream jar, String name, Path file) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(file, jar);
        jar.closeEntry();
    }

    private Path file(String artifact, String kind) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve(GROUP).resolve(artifact).resolve(version));
        return folder.resolve(artifact + "-" + version + "." + kind);
    }

    /** Removes the links, and nothing they lead to. */
    @Override
    public void close() throws IOException {
        for (Path folder : List.of(root, root.resolve("io"))) {
            for (Path link : list(folder)) {
                if (Files.isSymbolicLink(link)) {
                    Files.delete(link);
                }
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
