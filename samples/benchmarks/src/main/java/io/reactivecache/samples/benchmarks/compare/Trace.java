package io.reactivecache.samples.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The pages of a web site in the order in which they were asked for. */
final class Trace {

    /** Where it is, from the directory this runs in or one above it. */
    static final String PLACE = "shared/data/web07.trace.gz";

    private final int[] pages;

    private Trace(int[] pages) {
        this.pages = pages;
    }

    /** Reads it; empty if it is not there. */
    static Optional<Trace> find() throws IOException {
        Optional<Path> file = Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve(PLACE))
                .filter(Files::isReadable)
                .findFirst();
        return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
    }

    /** One number on each line. */
    private static Trace read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return new Trace(lines.lines().mapToInt(Integer::parseInt).toArray());
        }
    }

    /** How many accesses there were. */
    int accesses() {
        return pages.length;
    }

    /** The page of an access. */
    int page(int access) {
        return pages[access];
    }

    /** How many different pages there are. */
    int distinct() {
        return (int) Arrays.stream(pages).distinct().count();
    }
}
