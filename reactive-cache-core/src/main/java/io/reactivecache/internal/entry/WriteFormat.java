package io.reactivecache.internal.entry;

import io.reactivecache.Priority;
import io.reactivecache.WriteOptions.KeptBy;
import io.reactivecache.internal.bytes.ByteFormat;
import io.reactivecache.internal.entry.Keep.Form;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bytes of a write in a journal, format version 1, big-endian:
 *
 * <pre>
 * 0   2  magic 'R' 'J'
 * 2   1  format version, 1
 * 3   1  kind: 'P' a value is put, 'D' the key is deleted
 * 4   8  node that made it
 * 12  8  sequence of the write on that node
 * 20  8  when it was accepted, in milliseconds since 1970 of that node
 * 28  1  priority: 0 high, 1 normal, 2 low
 * 29  1  tiers that keep it: 0 both, 1 local, 2 remote
 * 30  1  flags: bit 0 a ttl follows, bit 1 a jitter follows, bit 2 a codec follows, bit 3 it is told whether the value is
 *          compressed, bit 4 it is; others 0
 *    (8) ttl in nanoseconds, above 0
 *    (8) jitter, IEEE 754, 0 to 1
 *    (1) codec that writes the value for the remote tier
 *     1  number of tags; of each: 1 length, n UTF-8, in ascending order
 *     2  length n of the name of the cache
 *     n  the name, ASCII
 *     4  length m of the key
 *     m  the key as it is written down, ASCII
 * of kind 'P' only:
 *     1  codec
 *     1  compression
 *     2  version of the value's schema
 *     4  fingerprint of the value's structure
 *     4  length v of the value
 *     v  the value
 * </pre>
 *
 * <p>There is no checksum: a journal has its own.
 */
public final class WriteFormat {

    private static final ByteFormat FORMAT = new ByteFormat("write", 'J', 1);
    private static final byte PUT = 'P';
    private static final byte DELETE = 'D';
    private static final int TTL = 1;
    private static final int JITTER = 2;
    private static final int CODEC = 4;
    private static final int FORM = 8;
    private static final int COMPRESSED = 16;
    private static final int FLAGS = TTL | JITTER | CODEC | FORM | COMPRESSED;
    private static final int BYTE = 0xFF;
    private static final int SHORT = 0xFFFF;
    private static final int FIXED = ByteFormat.HEAD + 1 + 8 + 8 + 8 + 1 + 1 + 1 + 8 + 8 + 1 + 1 + 2 + 4;
    private static final int VALUE = 1 + 1 + 2 + 4 + 4;
    private static final List<Priority> PRIORITIES = List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW);
    private static final List<KeptBy> TIERS = List.of(KeptBy.BOTH, KeptBy.LOCAL, KeptBy.REMOTE);

    private WriteFormat() {}

    public static byte[] encode(KeptWrite write) {
        byte[] cache = write.cache().getBytes(StandardCharsets.US_ASCII);
        byte[] key = write.key().getBytes(StandardCharsets.US_ASCII);
        List<byte[]> tags = tags(write.terms().keep().tags());
        int size = FIXED
                + cache.length
                + key.length
                + tags.size()
                + tags.stream().mapToInt(tag -> tag.length).sum();
        ByteBuffer out = FORMAT.begun(size
                + write.payload().map(payload -> VALUE + payload.bytes().length).orElse(0));
        out.put(write.payload().isPresent() ? PUT : DELETE);
        out.putLong(write.token().node()).putLong(write.token().sequence()).putLong(write.acceptedAt());
        terms(write.terms(), out);
        out.put((byte) tags.size());
        tags.forEach(tag -> out.put((byte) tag.length).put(tag));
        out.putShort((short) cache.length).put(cache).putInt(key.length).put(key);
        write.payload().ifPresent(payload -> value(payload, out));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static List<byte[]> tags(Set<String> tags) {
        return tags.isEmpty()
                ? List.of()
                : new TreeSet<>(tags)
                        .stream()
                                .map(tag -> tag.getBytes(StandardCharsets.UTF_8))
                                .toList();
    }

    private static void terms(WriteTerms terms, ByteBuffer out) {
        Keep keep = terms.keep();
        out.put((byte) PRIORITIES.indexOf(terms.priority()));
        out.put((byte) TIERS.indexOf(keep.keptBy()));
        out.put((byte) flags(keep));
        keep.ttl().ifPresent(ttl -> out.putLong(ttl.toNanos()));
        keep.jitter().ifPresent(out::putDouble);
        keep.form().codec().ifPresent(codec -> out.put(codec.byteValue()));
    }

    private static int flags(Keep keep) {
        Form form = keep.form();
        return (keep.ttl().isPresent() ? TTL : 0)
                | (keep.jitter().isPresent() ? JITTER : 0)
                | (form.codec().isPresent() ? CODEC : 0)
                | (form.compressed().isPresent() ? FORM : 0)
                | (form.compressed().orElse(false) ? COMPRESSED : 0);
    }

    private static void value(Payload payload, ByteBuffer out) {
        out.put((byte) payload.codec()).put((byte) payload.compression()).putShort((short) payload.schema());
        out.putInt(payload.fingerprint()).putInt(payload.bytes().length).put(payload.bytes());
    }

    /**
     * The write an entry of a journal keeps.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a write
     */
    public static KeptWrite decode(byte[] entry) {
        return FORMAT.read(entry, WriteFormat::write);
    }

    private static KeptWrite write(ByteBuffer in) {
        byte kind = in.get();
        FORMAT.expect(kind == PUT || kind == DELETE);
        Token token = new Token(in.getLong(), in.getLong());
        long acceptedAt = in.getLong();
        WriteTerms terms = terms(in);
        String cache = ascii(in, in.getShort() & SHORT);
        String key = ascii(in, in.getInt());
        Optional<Payload> payload = kind == PUT ? Optional.of(value(in)) : Optional.empty();
        FORMAT.expect(!in.hasRemaining());
        return new KeptWrite(cache, key, token, payload, terms, acceptedAt);
    }

    private static WriteTerms terms(ByteBuffer in) {
        Priority priority = oneOf(PRIORITIES, in.get());
        KeptBy tiers = oneOf(TIERS, in.get());
        int flags = in.get();
        FORMAT.expect((flags & ~FLAGS) == 0 && ((flags & COMPRESSED) == 0 || (flags & FORM) != 0));
        Optional<Duration> ttl = (flags & TTL) == 0 ? Optional.empty() : Optional.of(ttl(in.getLong()));
        Optional<Double> jitter = (flags & JITTER) == 0 ? Optional.empty() : Optional.of(jitter(in.getDouble()));
        Form form = form(flags, in);
        return new WriteTerms(priority, new Keep(ttl, jitter, tags(in), tiers, form));
    }

    private static Form form(int flags, ByteBuffer in) {
        Optional<Integer> codec = (flags & CODEC) == 0 ? Optional.empty() : Optional.of(in.get() & BYTE);
        Optional<Boolean> compressed = (flags & FORM) == 0 ? Optional.empty() : Optional.of((flags & COMPRESSED) != 0);
        return new Form(codec, compressed);
    }

    private static Duration ttl(long nanos) {
        FORMAT.expect(nanos > 0);
        return Duration.ofNanos(nanos);
    }

    private static double jitter(double part) {
        FORMAT.expect(part >= 0 && part <= 1);
        return part;
    }

    /** In ascending order they are all different, and there is one way to write them down. */
    private static Set<String> tags(ByteBuffer in) {
        TreeSet<String> tags = new TreeSet<>();
        for (int left = in.get() & BYTE; left > 0; left--) {
            String tag = new String(FORMAT.bytes(in, in.get() & BYTE), StandardCharsets.UTF_8);
            FORMAT.expect(tags.isEmpty() || tags.last().compareTo(tag) < 0);
            tags.add(tag);
        }
        return Set.copyOf(tags);
    }

    private static Payload value(ByteBuffer in) {
        int codec = in.get() & BYTE;
        int compression = in.get() & BYTE;
        int schema = in.getShort() & SHORT;
        int fingerprint = in.getInt();
        return new Payload(codec, compression, schema, fingerprint, FORMAT.bytes(in, in.getInt()));
    }

    private static String ascii(ByteBuffer in, int length) {
        byte[] bytes = FORMAT.bytes(in, length);
        for (byte character : bytes) {
            FORMAT.expect(character >= 0);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static <T> T oneOf(List<T> all, int index) {
        FORMAT.expect(index >= 0 && index < all.size());
        return all.get(index);
    }
}
