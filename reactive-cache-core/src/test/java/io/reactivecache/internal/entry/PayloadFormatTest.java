package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Codecs;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Compressions;
import io.reactivecache.spi.Payload;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PayloadFormatTest {

    private static final String FOREIGN = "payload: foreign (expected: written in this format)";

    private static final int THRESHOLD = 100;
    private static final int LIMIT = 10_000;
    private static final Compression LZ4 = Lz4Compression.create();
    private static final Compression GZIP = Compressions.gzip();

    private final PayloadFormat<String> plain = format(Codecs.strings());
    private final PayloadFormat<String> compressing = format(Codecs.strings(), LZ4);

    private static PayloadFormat<String> format(Codec<String> codec, Compression... compressions) {
        return new PayloadFormat<>(codec, List.of(compressions), THRESHOLD, LIMIT);
    }

    @Test
    void carriesWhatIsNeededToRead() {
        Payload payload = format(labelled(200, 513, -7), LZ4).encode("a".repeat(THRESHOLD));

        assertThat(payload.codec()).isEqualTo(200);
        assertThat(payload.schema()).isEqualTo(513);
        assertThat(payload.fingerprint()).isEqualTo(-7);
        assertThat(payload.compression()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 1", "10000, 1"})
    void compressesFromTheThresholdOn(int length, int compression) {
        String value = "a".repeat(length);
        Payload payload = compressing.encode(value);

        assertThat(payload.compression()).isEqualTo(compression);
        assertThat(compressing.decode(payload)).isEqualTo(value);
    }

    @Test
    void compressesNothingWithoutACompression() {
        assertThat(plain.encode("a".repeat(LIMIT)).compression()).isZero();
        assertThat(format(Codecs.strings(), Compression.NONE, LZ4)
                        .encode("a".repeat(LIMIT))
                        .compression())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"900, 1", "901, 0", "1000, 0", "2000, 0"})
    void keepsTheCompressedFormOnlyIfItSavesATenth(int size, int compression) {
        PayloadFormat<String> format = format(Codecs.strings(), new Resizing(1, size));

        assertThat(format.encode("a".repeat(1000)).compression()).isEqualTo(compression);
    }

    @Test
    void noiseIsKeptAsItIs() {
        byte[] noise = new byte[LIMIT];
        new SplittableRandom(1).nextBytes(noise);
        PayloadFormat<byte[]> format = new PayloadFormat<>(Codecs.bytes(), List.of(GZIP), 0, LIMIT);

        assertThat(format.encode(noise).compression()).isZero();
        assertThat(format.decode(format.encode(noise))).isEqualTo(noise);
        assertThat(format.decode(format.encode(new byte[0]))).isEmpty();
    }

    @Test
    void readsWhatIsCompressedByAnyCompressionItHas() {
        String value = "a".repeat(1000);
        PayloadFormat<String> gzip = format(Codecs.strings(), GZIP, LZ4);

        assertThat(gzip.encode(value).compression()).isEqualTo(2);
        assertThat(gzip.decode(compressing.encode(value))).isEqualTo(value);
        assertThat(gzip.decode(plain.encode(value))).isEqualTo(value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compressing.decode(gzip.encode(value)))
                .withMessage(FOREIGN);
    }

    @Test
    void refusesWhatAnotherCodecSchemaOrStructureWrote() {
        Payload payload = format(labelled(6, 1, 5)).encode("value");

        assertThat(format(labelled(6, 1, 5)).decode(payload)).isEqualTo("value");
        refused(format(labelled(7, 1, 5)), payload);
        refused(format(labelled(6, 2, 5)), payload);
        refused(format(labelled(6, 1, 6)), payload);
    }

    private static void refused(PayloadFormat<String> format, Payload payload) {
        assertThat(format.reads(payload)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.decode(payload))
                .withMessage(FOREIGN);
    }

    @Test
    void refusesToWriteMoreThanTheLimit() {
        assertThatThrownBy(() -> compressing.encode("a".repeat(LIMIT + 1)))
                .isInstanceOf(InvalidEntryException.class)
                .hasMessage("value: 10001 bytes (expected: <= 10000 bytes)");
        assertThat(compressing.encode("a".repeat(LIMIT)).bytes()).hasSizeLessThan(100);
    }

    @Test
    void refusesToReadMoreThanTheLimitHoweverItIsCompressed() {
        byte[] large = new byte[LIMIT + 1];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> compressing.decode(new Payload(6, 1, 0, 0, LZ4.compress(large))));
        assertThatIllegalArgumentException().isThrownBy(() -> compressing.decode(new Payload(6, 0, 0, 0, large)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format(Codecs.strings(), new Resizing(9, LIMIT + 1))
                        .decode(new Payload(6, 9, 0, 0, new byte[1])))
                .withMessage("value: 10001 bytes (expected: <= 10000 bytes)");
    }

    /** An error of the virtual machine would pass through the operators of a read. */
    @Test
    void valuesDeeperThanTheStackAreRefusedAndNotAnError() {
        PayloadFormat<String> deep = format(new Bottomless());

        assertThatThrownBy(() -> deep.encode("value"))
                .isInstanceOf(InvalidEntryException.class)
                .hasMessage("value: nested too deeply (expected: fits the stack)");
        assertThatThrownBy(() -> deep.decode(new Payload(9, 0, 0, 0, new byte[0])))
                .isInstanceOf(InvalidEntryException.class);
    }

    @Test
    void aCodecThatReadsNullIsRefused() {
        Codec<String> none = new Labelled(6, 0, 0) {
            @Override
            public String decode(byte[] bytes) {
                return null;
            }
        };

        assertThatNullPointerException().isThrownBy(() -> format(none).decode(plain.encode("value")));
    }

    private static Codec<String> labelled(int id, int schema, int fingerprint) {
        return new Labelled(id, schema, fingerprint);
    }

    private static class Labelled implements Codec<String> {

        private final int id;
        private final int schema;
        private final int fingerprint;

        Labelled(int id, int schema, int fingerprint) {
            this.id = id;
            this.schema = schema;
            this.fingerprint = fingerprint;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public int schema() {
            return schema;
        }

        @Override
        public int fingerprint() {
            return fingerprint;
        }

        @Override
        public byte[] encode(String value) {
            return Codecs.strings().encode(value);
        }

        @Override
        public String decode(byte[] bytes) {
            return Codecs.strings().decode(bytes);
        }
    }

    private static final class Bottomless extends Labelled {

        Bottomless() {
            super(9, 0, 0);
        }

        @Override
        public byte[] encode(String value) {
            throw new StackOverflowError();
        }

        @Override
        public String decode(byte[] bytes) {
            throw new StackOverflowError();
        }
    }

    /** Makes so many bytes of anything. */
    private record Resizing(int id, int size) implements Compression {

        @Override
        public byte[] compress(byte[] plain) {
            return new byte[size];
        }

        @Override
        public byte[] decompress(byte[] compressed, int maxSize) {
            return new byte[size];
        }
    }
}
