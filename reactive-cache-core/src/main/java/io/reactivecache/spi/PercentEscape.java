package io.reactivecache.spi;

import io.reactivecache.InvalidKeyException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Escapes text by the percent-encoding of RFC 3986, section 2.1, over UTF-8: unreserved characters stand for themselves,
 * every other byte is {@code %} and two upper-case hexadecimal digits. One text has exactly one escaped form.
 */
final class PercentEscape {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEscape() {}

    static String escape(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static void escape(String text, StringBuilder out) {
        ByteBuffer bytes = utf8(text);
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (isUnreserved((char) octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX[octet >> 4]).append(HEX[octet & 15]);
            }
        }
    }

    static String unescape(String escaped) {
        if (isUnreserved(escaped)) {
            return escaped;
        }
        ByteBuffer bytes = ByteBuffer.allocate(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.put((byte) (digit(escaped, i + 1) << 4 | digit(escaped, i + 2)));
                i += 2;
            } else if (isUnreserved(c)) {
                bytes.put((byte) c);
            } else {
                throw malformed();
            }
        }
        return text(bytes.flip(), escaped);
    }

    private static String text(ByteBuffer bytes, String escaped) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (escape(text).equals(escaped)) {
                return text;
            }
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("key text: not UTF-8", notUtf8);
        }
        throw malformed();
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException unpairedSurrogate) {
            throw new InvalidKeyException("an unpaired surrogate", "valid Unicode");
        }
    }

    private static int digit(String escaped, int index) {
        char c = index < escaped.length() ? escaped.charAt(index) : 0;
        if (isBetween('0', c, '9')) {
            return c - '0';
        }
        if (isBetween('A', c, 'F')) {
            return c - 'A' + 10;
        }
        throw malformed();
    }

    /** True for the characters that stand for themselves. */
    static boolean isUnreserved(char c) {
        return isBetween('a', c, 'z')
                || isBetween('A', c, 'Z')
                || isBetween('0', c, '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static boolean isBetween(char first, char c, char last) {
        return c >= first && c <= last;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("key text: not of the form this codec writes");
    }
}
