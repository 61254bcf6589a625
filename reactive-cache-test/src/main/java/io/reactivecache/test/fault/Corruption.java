package io.reactivecache.test.fault;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** What becomes of bytes on their way. */
@FunctionalInterface
public interface Corruption {

    /** Leaves them as they are. */
    Corruption NONE = bytes -> bytes;

    /**
     * Gives what arrives in place of these bytes.
     *
     * @param bytes not to be changed
     * @return the same or other bytes
     */
    byte[] of(byte[] bytes);

    /**
     * Flips one bit; of no bytes there is none to flip.
     *
     * @param bit counted from the first bit of the first byte; past the end it is counted on from the beginning
     */
    static Corruption flip(int bit) {
        Objects.checkIndex(bit, Integer.MAX_VALUE);
        return bytes -> {
            byte[] flipped = bytes.clone();
            if (flipped.length > 0) {
                flipped[bit / Byte.SIZE % flipped.length] ^= (byte) (1 << bit % Byte.SIZE);
            }
            return flipped;
        };
    }

    /** Cuts off what is longer than this. */
    static Corruption truncate(int length) {
        Objects.checkIndex(length, Integer.MAX_VALUE);
        return bytes -> Arrays.copyOf(bytes, Math.min(length, bytes.length));
    }

    /** Puts these bytes in the place of any. */
    static Corruption replace(byte... others) {
        byte[] copy = others.clone();
        return bytes -> copy.clone();
    }

    /**
     * Throws.
     *
     * @param error gives the exception of each
     */
    static Corruption fail(Supplier<? extends RuntimeException> error) {
        Objects.requireNonNull(error, "error");
        return bytes -> {
            throw error.get();
        };
    }
}
