package io.reactivecache.redis;

import io.reactivecache.spi.StoredEntry;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a value carries besides its bytes, as {@link EntryFormat} describes it. There is one way to write it: tags stand in
 * the order of {@link String#compareTo}, none twice.
 */
record Extras(Optional<String> validator, Set<String> tags) {

    private static final Optional<Extras> NOTHING = Optional.of(new Extras(Optional.empty(), Set.of()));
    private static final int NOTHING_SIZE = Short.BYTES + Byte.BYTES;

    static Extras of(StoredEntry entry) {
        return new Extras(entry.validator(), entry.tags());
    }

    /** The bytes; {@link StoredEntry} has checked that every length fits. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] check = utf8(validator.orElse(""));
        out.write(check.length >>> Byte.SIZE);
        out.write(check.length);
        out.writeBytes(check);
        out.write(tags.size());
        for (String tag : new TreeSet<>(tags)) {
            byte[] text = utf8(tag);
            out.write(text.length);
            out.writeBytes(text);
        }
        return out.toByteArray();
    }

    /** What such bytes mean, all of them; empty if they are not exactly of this form. */
    static Optional<Extras> read(ByteBuffer in) {
        return in.remaining() == NOTHING_SIZE && in.getShort(in.position()) == 0 && in.get(in.limit() - 1) == 0
                ? NOTHING
                : readAll(in);
    }

    private static Optional<Extras> readAll(ByteBuffer in) {
        try {
            String validator = text(in, Short.toUnsignedInt(in.getShort()));
            List<String> tags = new ArrayList<>();
            for (int left = Byte.toUnsignedInt(in.get()); left > 0; left--) {
                tags.add(text(in, Byte.toUnsignedInt(in.get())));
            }
            return in.hasRemaining() ? Optional.empty() : exact(validator, tags);
        } catch (BufferUnderflowException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Extras> exact(String validator, List<String> tags) {
        Set<String> ordered = new TreeSet<>(tags);
        return tags.size() <= StoredEntry.MAX_TAGS
                        && List.copyOf(ordered).equals(tags)
                        && utf8(validator).length <= StoredEntry.MAX_VALIDATOR_BYTES
                ? Optional.of(new Extras(Optional.of(validator).filter(text -> !text.isEmpty()), ordered))
                : Optional.empty();
    }

    private static String text(ByteBuffer in, int length) throws CharacterCodingException {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer text = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
