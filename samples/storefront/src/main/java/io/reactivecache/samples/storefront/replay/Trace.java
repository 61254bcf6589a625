package io.reactivecache.samples.storefront.replay;

import io.reactivecache.InvalidConfigException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An access trace: the products that were asked for, in order. Id 0 of the file is product 1, and so on. */
public final class Trace {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MAX_ID = 9_999_999;

    private final int[] products;

    private Trace(int[] products) {
        this.products = products;
    }

    /** A trace without accesses: nothing is to be replayed. */
    static Trace none() {
        return new Trace(new int[0]);
    }

    /**
     * Reads a trace, one decimal id per line, plain or gzip.
     *
     * @throws InvalidConfigException if the file has another form or cannot be read
     */
    static Trace read(Path file) {
        try (BufferedReader lines = open(file)) {
            int[] products = lines.lines().mapToInt(Trace::product).toArray();
            return new Trace(products);
        } catch (IOException | IllegalArgumentException failure) {
            throw new InvalidConfigException(List.of("storefront.replay: " + failure.getMessage()
                    + " (expected: one decimal id of 0 to " + MAX_ID + " per line, plain or gzip)"));
        }
    }

    /** True if there is something to replay. */
    public boolean isPresent() {
        return products.length > 0;
    }

    /** How many products there must be, for all ids to be one. */
    public int products() {
        return Arrays.stream(products).max().orElse(0);
    }

    int length() {
        return products.length;
    }

    long product(int access) {
        return products[access];
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        boolean gzip = (bytes.read() << 8 | bytes.read()) == GZIP_MAGIC;
        bytes.reset();
        return new BufferedReader(
                new InputStreamReader(gzip ? new GZIPInputStream(bytes) : bytes, StandardCharsets.US_ASCII));
    }

    private static int product(String line) {
        if (!line.matches("\\d{1,7}")) {
            throw new IllegalArgumentException("a line of " + line.length() + " characters is no id");
        }
        return Integer.parseInt(line) + 1;
    }
}
