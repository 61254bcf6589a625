package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.Codecs;
import io.reactivecache.spi.Payload;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The format writes exactly the golden files, and reads them back to exactly what was written. See {@link Golden}. */
class GoldenFilesTest {

    private final EntryFormat format = new EntryFormat(Golden.GENERATION);

    static Set<String> values() {
        return Golden.ENTRIES.keySet();
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAreWrittenAsInTheirFiles(String name) {
        assertThat(format.value(Golden.ENTRIES.get(name), Golden.CREATED)).isEqualTo(Golden.bytes(name));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAreReadFromTheirFiles(String name) {
        assertThat(format.read(Golden.bytes(name)))
                .isInstanceOfSatisfying(
                        Stored.Value.class,
                        value -> assertThat(value.at(Golden.CREATED))
                                .usingRecursiveComparison()
                                .isEqualTo(Golden.ENTRIES.get(name)));
    }

    @ParameterizedTest
    @CsvSource({"v1-closed, false, false", "v1-contended, true, false", "v1-held, false, true"})
    void marksAreThoseOfTheirFiles(String name, boolean contended, boolean held) {
        assertThat(format.closed(Golden.TOKEN, contended, held)).isEqualTo(Golden.bytes(name));
        assertThat(format.read(Golden.bytes(name))).isEqualTo(new Stored.Closed(Golden.TOKEN, contended, held));
    }

    @Test
    void tombstonesAreThoseOfTheirFile() {
        assertThat(format.tombstone(Golden.STAMP)).isEqualTo(Golden.bytes("v1-tombstone"));
        assertThat(format.read(Golden.bytes("v1-tombstone")))
                .isEqualTo(new Stored.Tombstone(Golden.STAMP.epoch(), Golden.STAMP.offset()));
    }

    @Test
    void theCompressedValueIsTextUnderLz4() {
        Payload payload = Golden.ENTRIES.get("v1-value-compressed").payload().orElseThrow();
        Lz4Compression lz4 = Lz4Compression.create();
        byte[] plain = Codecs.strings().encode("a".repeat(2048));

        assertThat(payload.codec()).isEqualTo(Codecs.strings().id());
        assertThat(payload.compression()).isEqualTo(lz4.id());
        assertThat(lz4.decompress(payload.bytes(), 2048)).isEqualTo(plain);
        assertThat(lz4.compress(plain)).isEqualTo(payload.bytes());
    }

    @Test
    void everyFileIsTested() throws IOException, URISyntaxException {
        Path folder = Path.of(Golden.class.getResource("golden").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    values().stream(),
                                    Stream.of("v1-closed", "v1-contended", "v1-held", "v1-tombstone"))
                            .collect(Collectors.toSet()));
        }
    }
}
