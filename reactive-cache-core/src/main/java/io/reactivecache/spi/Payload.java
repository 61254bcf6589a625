package io.reactivecache.spi;

import io.reactivecache.InvalidEntryException;
import java.util.Objects;

/**
 * The bytes of a value and what is needed to read them: a reader with another codec, schema or fingerprint, or without the
 * compression, must not.
 *
 * @param codec the id of the codec that wrote the value, 0 to 255
 * @param compression the id of the compression of the bytes, 1 to 255; 0 if they are as the codec wrote them
 * @param schema the version of the value's schema, 0 to 65535
 * @param fingerprint the fingerprint of the structure of the value's type; 0 if the codec has none
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared field by field in tests only
public record Payload(int codec, int compression, int schema, int fingerprint, byte[] bytes) {

    /**
     * Checks the numbers.
     *
     * @throws InvalidEntryException if one is out of its range
     */
    public Payload {
        inRange("codec", codec, 0xFF);
        inRange("compression", compression, 0xFF);
        inRange("schema", schema, 0xFFFF);
        Objects.requireNonNull(bytes, "bytes");
    }

    private static void inRange(String name, int number, int max) {
        if (number < 0 || number > max) {
            throw new InvalidEntryException(name, Integer.toString(number), "0 to " + max);
        }
    }
}
