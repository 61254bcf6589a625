package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * What the golden files say. They were not written by the code under test. Once a version is released its files stay as they
 * are for good: bytes of another form need another version of the format, with files of their own.
 */
final class Golden {

    static final long GENERATION = 0x0F0F_0F0F_0F0F_0F0FL;
    static final long CREATED = 1_700_000_000_123L;
    static final Position STAMP = new Position(0x0123_4567_89AB_CDEFL, 7, 0x1_0000_0002L);
    static final Token TOKEN = new Token(0x1122_3344_5566_7788L, 42);

    /** 2,048 letters a, as LZ4 has them. */
    private static final byte[] COMPRESSED = HexFormat.of().parseHex("000008001f610100ffffffffffffffee506161616161");

    private static final Payload PLAIN = new Payload(200, 0, 513, 0xFEDC_BA98, "value".getBytes(UTF_8));
    private static final Payload LZ4 = new Payload(6, 1, 0, 0, COMPRESSED);

    /** The entries, by the names of their files. */
    static final Map<String, StoredEntry> ENTRIES = Map.of(
            "v1-value", entry(Set.of(), Optional.empty(), Optional.of(PLAIN)),
            "v1-value-tagged",
                    entry(Set.of("währung:💶", "price", ""), Optional.of("W/\"67ab43\""), Optional.of(PLAIN)),
            "v1-value-compressed", entry(Set.of(), Optional.empty(), Optional.of(LZ4)),
            "v1-absence", entry(Set.of("price"), Optional.empty(), Optional.empty()));

    private Golden() {}

    static StoredEntry entry(Set<String> tags, Optional<String> validator, Optional<Payload> payload) {
        return new StoredEntry(
                STAMP,
                Duration.ZERO,
                Duration.ofMinutes(4),
                Duration.ofMinutes(5),
                Duration.ofMillis(250),
                tags,
                validator,
                payload);
    }

    /** The bytes of a file. */
    static byte[] bytes(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + name + ".hex")) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).replaceAll("\\s", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same bytes with the checksum that belongs to them. */
    static byte[] sealed(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        return ByteBuffer.wrap(bytes)
                .putInt(bytes.length - 4, (int) checksum.getValue())
                .array();
    }
}
