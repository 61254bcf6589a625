package shop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.reactivecache.spi.Codec;
import io.reactivecache.test.contract.CodecContract;
import java.util.List;

/** A codec of the shop's own keeps the contract of all codecs. */
class UpperCaseCodecTest extends CodecContract<String> {

    @Override
    protected Codec<String> codec() {
        return new UpperCaseCodec();
    }

    @Override
    protected List<String> values() {
        return List.of("A", "SALE");
    }

    private static final class UpperCaseCodec implements Codec<String> {

        @Override
        public int id() {
            return 64;
        }

        @Override
        public byte[] encode(String value) {
            return value.getBytes(US_ASCII);
        }

        @Override
        public String decode(byte[] bytes) {
            for (byte letter : bytes) {
                if (letter < 'A' || letter > 'Z') {
                    throw new IllegalArgumentException("letter: " + letter + " (expected: A to Z)");
                }
            }
            return new String(bytes, US_ASCII);
        }
    }
}
