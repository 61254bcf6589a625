package io.reactivecache.spi;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The key codecs that come with the library. Each escapes whatever is not a letter, a digit or one of {@code . _ ~ -}. */
public final class KeyCodecs {

    private static final char DELIMITER = ':';

    private KeyCodecs() {}

    /** Keys that are text; every string of valid Unicode, the empty one included. */
    public static KeyCodec<String> strings() {
        return of(text -> text, text -> text);
    }

    /** Keys that are {@code Long} numbers. */
    public static KeyCodec<Long> longs() {
        return of(number -> Long.toString(number), KeyCodecs::exactLong);
    }

    /** Keys that are {@code Integer} numbers. */
    public static KeyCodec<Integer> integers() {
        return of(number -> Integer.toString(number), KeyCodecs::exactInteger);
    }

    /** Keys that are UUIDs. */
    public static KeyCodec<UUID> uuids() {
        return of(UUID::toString, KeyCodecs::exactUuid);
    }

    /** Keys that are constants of an enum, by name. */
    public static <E extends Enum<E>> KeyCodec<E> enums(Class<E> type) {
        return of(Enum::name, name -> Enum.valueOf(type, name));
    }

    /**
     * Keys that are one text each.
     *
     * @param text gives the text of a key; different keys have different texts
     * @param key gives the key of a text
     */
    public static <K> KeyCodec<K> of(Function<K, String> text, Function<String, K> key) {
        return new KeyCodec<>() {
            @Override
            public String encode(K value) {
                return PercentEscape.escape(text.apply(value));
            }

            @Override
            public K decode(String encoded) {
                return key.apply(PercentEscape.unescape(encoded));
            }
        };
    }

    /**
     * Keys of several parts, written {@code part:part:part}; no part can be mistaken for two.
     *
     * @param parts gives the parts of a key, at least one
     * @param key gives the key of such parts
     */
    public static <K> KeyCodec<K> ofParts(Function<K, List<String>> parts, Function<List<String>, K> key) {
        return new KeyCodec<>() {
            @Override
            public String encode(K value) {
                List<String> all = parts.apply(value);
                if (all.isEmpty()) {
                    throw new IllegalArgumentException("parts: 0 (expected: >= 1)");
                }
                StringBuilder encoded = new StringBuilder();
                for (String part : all) {
                    PercentEscape.escape(part, encoded.append(DELIMITER));
                }
                return encoded.substring(1);
            }

            @Override
            public K decode(String encoded) {
                return key.apply(List.of(encoded.split(String.valueOf(DELIMITER), -1)).stream()
                        .map(PercentEscape::unescape)
                        .toList());
            }
        };
    }

    /**
     * The text of a key as it was written down, with nothing escaped, and {@code :} between its parts. What none of these
     * codecs writes is its own text: a codec may use {@code %} in a way of its own.
     */
    public static String text(String encoded) {
        try {
            return encoded.indexOf('%') < 0 ? encoded : unescaped(encoded);
        } catch (IllegalArgumentException ofAnotherForm) {
            return encoded;
        }
    }

    private static String unescaped(String encoded) {
        StringBuilder text = new StringBuilder();
        for (String part : encoded.split(String.valueOf(DELIMITER), -1)) {
            text.append(DELIMITER).append(PercentEscape.unescape(part));
        }
        return text.substring(1);
    }

    /** The codec for a type of keys, if this class has one. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // each branch returns the codec of exactly that type
    public static <K> Optional<KeyCodec<K>> forType(Class<K> type) {
        KeyCodec<?> codec = null;
        if (type == String.class) {
            codec = strings();
        } else if (type == Long.class) {
            codec = longs();
        } else if (type == Integer.class) {
            codec = integers();
        } else if (type == UUID.class) {
            codec = uuids();
        } else if (type.isEnum()) {
            codec = enums((Class) type);
        }
        return Optional.ofNullable((KeyCodec<K>) codec);
    }

    /** True if a text consists of nothing but the characters that a {@link KeyCodec} may write. */
    public static boolean isEncoded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!PercentEscape.isUnreserved(c) && c != '%' && c != DELIMITER) {
                return false;
            }
        }
        return true;
    }

    private static int exactInteger(String text) {
        long number = exactLong(text);
        if (number != (int) number) {
            throw new IllegalArgumentException("key text: not an int");
        }
        return (int) number;
    }

    private static UUID exactUuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("key text: not the usual form of a UUID");
        }
        return uuid;
    }

    private static long exactLong(String text) {
        long number = Long.parseLong(text);
        if (!Long.toString(number).equals(text)) {
            throw new IllegalArgumentException("key text: not the shortest form of a number");
        }
        return number;
    }
}
