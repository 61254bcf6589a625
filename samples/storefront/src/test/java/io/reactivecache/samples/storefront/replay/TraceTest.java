package io.reactivecache.samples.storefront.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactivecache.InvalidConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    @TempDir
    private Path directory;

    @Test
    void idsBecomeProductsFromOneOn() throws IOException {
        Trace trace = Trace.read(Files.writeString(file(), "0\n41\n3\n"));

        assertThat(trace.isPresent()).isTrue();
        assertThat(trace.length()).isEqualTo(3);
        assertThat(trace.product(1)).isEqualTo(42);
        assertThat(trace.products()).isEqualTo(42);
    }

    @Test
    void gzipIsRecognizedByItsContent() throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file()))) {
            gzip.write("7\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(Trace.read(file()).product(0)).isEqualTo(8);
    }

    @Test
    void withoutAFileThereIsNothingToReplay() {
        assertThat(Trace.none().isPresent()).isFalse();
        assertThat(Trace.none().products()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\nx\n", "-1\n", "\n", "12345678\n", "1 2\n"})
    void aLineThatIsNoIdIsRefused(String content) throws IOException {
        Path file = Files.writeString(file(), content);

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> Trace.read(file))
                .withMessageContaining("expected: one decimal id");
    }

    private Path file() {
        return directory.resolve("trace");
    }
}
