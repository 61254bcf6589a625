package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.journal.Recovery.Recovered;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a journal: written as ever, read as long as there may be any. */
final class SegmentFormatTest {

    private static final long JOURNAL = 0x0123_4567_89AB_CDEFL;
    private static final Sizes SIZES = new Sizes(184, 40);

    @TempDir
    private Path root;

    /** By the names of the segments. */
    private static Map<String, byte[]> golden() throws IOException {
        try (InputStream file = SegmentFormatTest.class.getResourceAsStream("/golden/journal-v1.hex")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            parts -> parts[0], parts -> HexFormat.of().parseHex(parts[1])));
        }
    }

    private static LossyDisk disk(Map<String, byte[]> files) throws IOException {
        LossyDisk disk = new LossyDisk();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            disk.create(file.getKey());
            disk.file(file.getKey()).bytes(file.getValue());
        }
        return disk;
    }

    private static List<String> texts(SegmentedLog log) throws IOException {
        List<String> texts = new ArrayList<>();
        Cursor cursor = new Cursor(log);
        for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
            texts.add(entry.sequence() + " " + new String(entry.payload(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static void append(SegmentedLog log, String text) throws IOException {
        assertThat(log.append(text.getBytes(StandardCharsets.UTF_8))).isTrue();
        log.commit();
    }

    @Test
    void whatIsWrittenHasTheGoldenBytes() throws IOException {
        LossyDisk disk = new LossyDisk();
        TreeMap<Long, Segment> segments = new TreeMap<>();
        SegmentedLog.create(disk, new SegmentHeader(JOURNAL, 0), segments);
        SegmentedLog log = new SegmentedLog(disk, SIZES, JOURNAL, segments);
        append(log, "first");
        append(log, "");
        append(log, "grün");
        log.acknowledge(0);
        log.acknowledge(2);
        append(log, "the first of another segment");

        assertThat(disk.names().stream()
                        .map(name -> name + " "
                                + HexFormat.of().formatHex(disk.file(name).bytes())))
                .isEqualTo(golden().entrySet().stream()
                        .map(file -> file.getKey() + " " + HexFormat.of().formatHex(file.getValue()))
                        .sorted()
                        .toList());
    }

    @Test
    void theGoldenBytesAreReadAndGoneOnFrom() throws IOException {
        LossyDisk disk = disk(golden());
        Recovered recovered = Recovery.open(disk, SIZES);

        assertThat(recovered.cut()).isZero();
        assertThat(texts(recovered.log())).containsExactly("1 ", "3 the first of another segment");
        append(recovered.log(), "next");
        assertThat(texts(Recovery.open(disk, SIZES).log()))
                .containsExactly("1 ", "3 the first of another segment", "4 next");
    }

    @Test
    void aChecksumIsCrc32cOfTheNumberOfTheJournalAndTheFrame() throws IOException {
        byte[] segment = golden().get(SegmentName.of(0));
        ByteBuffer frame = ByteBuffer.wrap(segment, SegmentHeader.SIZE, 29).slice();
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, JOURNAL));
        crc.update(frame.slice(0, 4));
        crc.update(frame.slice(8, 21));

        assertThat(frame.getInt(0)).isEqualTo(29);
        assertThat(frame.getInt(4)).isEqualTo((int) crc.getValue());
    }

    @Test
    void aJournalOfALaterVersionIsRefusedAndLeftAsItIs() throws IOException {
        Path directory = Files.createDirectory(root.resolve("journal"));
        for (Map.Entry<String, byte[]> file : golden().entrySet()) {
            Files.write(directory.resolve(file.getKey()), later(file.getValue()));
        }
        Files.write(directory.resolve(SegmentName.unfinished(SegmentName.of(9))), new byte[] {1});
        Map<String, String> before = content(directory);
        try (OpenJournals journals = new OpenJournals()) {
            JournalException refused =
                    OpenJournals.refusal(journals.in(directory).opened());

            assertThat(refused).isNotNull().hasMessageContaining("version 2 (expected: version 1)");
            assertThat(refused.reason()).isEqualTo(Reason.BROKEN);
        }
        assertThat(content(directory)).isEqualTo(before);
    }

    /** The next version, its checksum in order. */
    private static byte[] later(byte[] segment) {
        ByteBuffer header = ByteBuffer.wrap(segment).putInt(4, 2);
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, 24));
        return header.putInt(24, (int) crc.getValue()).array();
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> !path.endsWith("lock")).toList()) {
                content.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }
}
