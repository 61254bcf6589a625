package io.reactivecache.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a segment consists of, after its header:
 *
 * <pre>
 * int   length, of all of it without the padding
 * int   CRC32C of the journal's number and all of the frame but this field and the padding
 * long  sequence: of the entry, or of the next one
 * int   synced: up to where the segment was synced before this was written
 * byte  type, and three of zero
 * ...   body
 * ...   zeros up to a multiple of eight bytes
 * </pre>
 *
 * <p>All numbers are big-endian. {@code synced} tells a tail that was never acknowledged from damage to what was: a frame
 * that begins before the {@code synced} of another was whole once. The journal's number is drawn at random, so that no payload
 * can pass for a frame.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Frame(Type type, long sequence, int synced, byte[] body) {

    /** What a frame means. Written as its place in this list, plus one. */
    enum Type {
        /** An entry. The body is its payload. */
        ENTRY,
        /** Entries of a segment were acknowledged. The body is a sequence, and a {@link java.util.BitSet} that begins there. */
        ACKNOWLEDGED,
        /** Nothing follows, the next segment does. No body. */
        END
    }

    static final int HEADER = 24;
    static final int ALIGNMENT = 8;

    private static final int MOST = Integer.MAX_VALUE - 2 * ALIGNMENT;
    private static final int CRC_AT = 4;
    private static final int CRC_END = 8;
    private static final List<Type> TYPES = List.of(Type.values());

    /** How much of a segment a frame takes. */
    static int size(int body) {
        return (HEADER + body + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    int size() {
        return size(body.length);
    }

    /** Writes it down at the buffer's position, which is left behind the padding. */
    void write(ByteBuffer to, long journal) {
        int from = to.position();
        int length = HEADER + body.length;
        to.putInt(length).putInt(0).putLong(sequence).putInt(synced);
        to.put((byte) (TYPES.indexOf(type) + 1)).put((byte) 0).putShort((short) 0);
        to.put(body);
        to.putInt(from + CRC_AT, crc(to, from, length, journal));
        while (to.position() < from + size()) {
            to.put((byte) 0);
        }
    }

    /** How long the frame is that may begin at a position, with padding; 0 if none does. Needs {@link #HEADER} bytes there. */
    static int claimed(ByteBuffer at, int position) {
        int length = at.getInt(position);
        return length < HEADER || length > MOST ? 0 : size(length - HEADER);
    }

    /** The frame at a position, or null if what is there is none. Needs {@link #claimed} bytes there. */
    static @Nullable Frame read(ByteBuffer at, int position, long journal) {
        int length = at.getInt(position);
        int type = at.get(position + 20) - 1;
        if (type < 0 || type >= TYPES.size() || at.getInt(position + CRC_AT) != crc(at, position, length, journal)) {
            return null;
        }
        byte[] body = new byte[length - HEADER];
        at.get(position + HEADER, body);
        return new Frame(TYPES.get(type), at.getLong(position + 8), at.getInt(position + 16), body);
    }

    private static int crc(ByteBuffer buffer, int from, int length, long journal) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, journal));
        crc.update(buffer.duplicate().limit(from + CRC_AT).position(from));
        crc.update(buffer.duplicate().limit(from + length).position(from + CRC_END));
        return (int) crc.getValue();
    }
}
