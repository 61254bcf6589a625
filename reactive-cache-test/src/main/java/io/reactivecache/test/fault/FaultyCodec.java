package io.reactivecache.test.fault;

import io.reactivecache.spi.Codec;
import java.util.Objects;

/**
 * Wraps a codec and corrupts what it writes or reads. Changes nothing until it is told to.
 *
 * @param <V> the type of the values
 */
public final class FaultyCodec<V> implements Codec<V> {

    private final Codec<V> codec;
    private volatile Corruption written = Corruption.NONE;
    private volatile Corruption read = Corruption.NONE;

    /** One that does what the given one does. */
    public FaultyCodec(Codec<V> codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /** Corrupts the bytes that are written from now on; one that throws fails the encoding. */
    public void corruptWritten(Corruption corruption) {
        written = Objects.requireNonNull(corruption, "corruption");
    }

    /** Corrupts the bytes that are read from now on; one that throws fails the decoding. */
    public void corruptRead(Corruption corruption) {
        read = Objects.requireNonNull(corruption, "corruption");
    }

    @Override
    public int id() {
        return codec.id();
    }

    @Override
    public int schema() {
        return codec.schema();
    }

    @Override
    public int fingerprint() {
        return codec.fingerprint();
    }

    @Override
    public byte[] encode(V value) {
        return written.of(codec.encode(value));
    }

    @Override
    public V decode(byte[] bytes) {
        return codec.decode(read.of(bytes));
    }
}
