package io.reactivecache.spi;

/** The codecs of values that need no library. */
public final class Codecs {

    private static final Codec<byte[]> BYTES = new BytesCodec();
    private static final Codec<String> STRINGS = new StringCodec();

    private Codecs() {}

    /**
     * Values that are bytes, kept as they are. What is stored and read is copied. The local tier hands the same array to
     * every caller, as it does with any value: a caller that changes it changes it for all. Its id is 5.
     */
    public static Codec<byte[]> bytes() {
        return BYTES;
    }

    /**
     * Values that are text, as UTF-8. Text with an unpaired surrogate is not kept remotely, and bytes that are not UTF-8 are
     * a miss: nothing is ever replaced. Its id is 6.
     */
    public static Codec<String> strings() {
        return STRINGS;
    }

    private static final class BytesCodec implements Codec<byte[]> {

        @Override
        public int id() {
            return 5;
        }

        @Override
        public byte[] encode(byte[] value) {
            return value.clone();
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes.clone();
        }
    }

    private static final class StringCodec implements Codec<String> {

        @Override
        public int id() {
            return 6;
        }

        @Override
        public byte[] encode(String value) {
            return StrictUtf8.encode("value", value);
        }

        @Override
        public String decode(byte[] bytes) {
            return StrictUtf8.decode(bytes);
        }
    }
}
