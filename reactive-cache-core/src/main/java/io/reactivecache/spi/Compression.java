package io.reactivecache.spi;

/**
 * Makes the bytes of values smaller and restores them exactly. Safe to use from many threads; may use the CPU, must not
 * block.
 *
 * <p>Compressed bytes come from a store that others can write to, and a few of them can claim to be very many.
 * {@code decompress} restores exactly what {@code compress} was given or throws, and never allocates more than in
 * proportion to {@code maxSize} and to what it was given.
 */
public interface Compression {

    /** Leaves bytes as they are; the only compression whose id is 0. */
    Compression NONE = new Compression() {
        @Override
        public int id() {
            return 0;
        }

        @Override
        public byte[] compress(byte[] plain) {
            return plain;
        }

        @Override
        public byte[] decompress(byte[] compressed, int maxSize) {
            if (compressed.length > maxSize) {
                throw new IllegalArgumentException(
                        "plain: " + compressed.length + " bytes (expected: <= " + maxSize + ")");
            }
            return compressed;
        }
    };

    /** Identifies the compression, 1 to 255; stored with each value that it compressed. The library's own are below 64. */
    int id();

    /** The compressed form of bytes, which are not changed; any exception means that the value is not kept remotely. */
    byte[] compress(byte[] plain);

    /**
     * Restores what was compressed, all of it and nothing else: bytes that are cut off, changed in a way that can be told,
     * or followed by others are refused. Any exception means a miss.
     *
     * @param compressed not changed
     * @param maxSize the most bytes to restore, 0 or more; checked before anything of that size is allocated
     * @throws RuntimeException if the bytes are not exactly what {@link #compress} writes, or more than {@code maxSize}
     */
    byte[] decompress(byte[] compressed, int maxSize);
}
