package io.reactivecache.spi;

import io.reactivecache.InvalidEntryException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8 and back, exactly or not at all: nothing is replaced. */
final class StrictUtf8 {

    private StrictUtf8() {}

    /**
     * The bytes of a text.
     *
     * @param part what the text is, for the error
     * @throws InvalidEntryException if it holds an unpaired surrogate
     */
    static byte[] encode(String part, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException unpairedSurrogate) {
            throw unpairedSurrogate(part);
        }
    }

    /**
     * The number of bytes of a text.
     *
     * @param part what the text is, for the error
     * @throws InvalidEntryException if it holds an unpaired surrogate
     */
    static int length(String part, String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            bytes += width(part, code);
            i += Character.charCount(code);
        }
        return bytes;
    }

    private static int width(String part, int code) {
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw unpairedSurrogate(part);
        }
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    }

    private static InvalidEntryException unpairedSurrogate(String part) {
        return new InvalidEntryException(part, "an unpaired surrogate", "valid Unicode");
    }

    /**
     * The text of bytes.
     *
     * @throws IllegalArgumentException if they are not UTF-8
     */
    static String decode(byte[] bytes) {
        return isAscii(bytes) ? new String(bytes, StandardCharsets.ISO_8859_1) : decoded(bytes);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("text: malformed (expected: UTF-8)", malformed);
        }
    }
}
