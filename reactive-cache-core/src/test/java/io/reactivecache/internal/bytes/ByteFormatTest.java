package io.reactivecache.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ByteFormatTest {

    private static final ByteFormat FORMAT = new ByteFormat("note", 'N', 1);
    private static final String REFUSED = "note: not of format version 1";

    /** Two bytes with their length before them. */
    private static byte[] note() {
        ByteBuffer out = FORMAT.begun(ByteFormat.HEAD + 4 + 2 + ByteFormat.SEAL);
        return ByteFormat.sealed(out.putInt(2).put((byte) 7).put((byte) 8));
    }

    private static byte[] read(byte[] note) {
        return FORMAT.read(note, in -> {
            byte[] bytes = FORMAT.bytes(in, in.getInt());
            FORMAT.expectSeal(in);
            return bytes;
        });
    }

    @Test
    void whatWasWrittenIsReadAndTheBytesAreAlwaysTheSame() {
        assertThat(read(note())).containsExactly(7, 8);
        assertThat(HexFormat.of().formatHex(note())).isEqualTo("524e01000000020708ce3b4014");
    }

    @Test
    void everyOtherBitIsRefused() {
        for (int bit = 0; bit < note().length * Byte.SIZE; bit++) {
            byte[] other = note();
            other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatIllegalArgumentException().isThrownBy(() -> read(other)).withMessage(REFUSED);
        }
    }

    @Test
    void everyOtherLengthIsRefused() {
        for (int length = 0; length <= note().length + 4; length++) {
            byte[] other = Arrays.copyOf(note(), length);
            if (length != note().length) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> read(other))
                        .withMessageMatching(REFUSED + "|note: too short");
            }
        }
    }
}
