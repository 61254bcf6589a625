package io.reactivecache.samples.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the benchmarks are. */
final class Program {

    private Program() {}

    /**
     * A file beside the program.
     *
     * @throws URISyntaxException never for a program in a file
     */
    static Path beside(String file) throws URISyntaxException {
        Path program = Path.of(Program.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return program.resolveSibling(file);
    }
}
