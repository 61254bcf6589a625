package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.Token;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LettersTest {

    private static final Token TOKEN = new Token(1, 2);
    private static final DeadLetter LETTER =
            new DeadLetter(TOKEN, "c", new byte[] {9}, "F", 3, Instant.ofEpochSecond(4, 5));
    private static final String GOLDEN = "01" // version
            + "0000000000000004" + "00000005" // time
            + "00000003" // attempts
            + "0000000163" // cache
            + "0000000146" // failure
            + "0000000109"; // payload

    @Test
    void theBytesOfALetterStayAsTheyAre() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN);

        assertThat(LetterFormat.value(LETTER)).isEqualTo(golden);
        assertThat(LetterFormat.key(TOKEN)).isEqualTo(HexFormat.of().parseHex("00000000000000010000000000000002"));
        assertThat(LetterFormat.letter(TOKEN, golden))
                .hasValueSatisfying(
                        read -> assertThat(read).usingRecursiveComparison().isEqualTo(LETTER));
    }

    @Test
    void whatIsNoLetterIsNone() {
        for (int length = 0; length < GOLDEN.length() / 2; length++) {
            assertThat(LetterFormat.letter(TOKEN, HexFormat.of().parseHex(GOLDEN.substring(0, 2 * length))))
                    .isEmpty();
        }
        assertThat(LetterFormat.letter(TOKEN, HexFormat.of().parseHex(GOLDEN + "00")))
                .isEmpty();
        assertThat(LetterFormat.letter(TOKEN, HexFormat.of().parseHex("02" + GOLDEN.substring(2))))
                .isEmpty();
        assertThat(LetterFormat.token(new byte[15])).isEmpty();
        assertThat(LetterFormat.token(null)).isEmpty();
    }

    @Test
    void theLastRecordOfATokenIsTheLetter() {
        LetterIndex index = new LetterIndex(10, 100);
        index.add(token(1), 5, true);
        index.add(token(2), 6, true);
        index.add(token(1), 7, true);
        index.add(token(2), 8, false);

        assertThat(index.isLast(token(1), 5)).isFalse();
        assertThat(index.isLast(token(1), 7)).isTrue();
        assertThat(index.isLast(token(2), 6)).isFalse();
    }

    @Test
    void aStretchEndsWhereThereIsNoMoreRoomAndLeavesToTheNextWhatIsLater() {
        LetterIndex index = new LetterIndex(2, 100);
        index.add(token(1), 5, true);
        index.add(token(2), 6, true);
        index.add(token(3), 7, true);
        index.add(token(1), 8, true);
        index.add(token(4), 9, true);

        assertThat(index.end()).isEqualTo(7);
        assertThat(index.isLast(token(1), 8)).isFalse();
        assertThat(index.isLast(token(2), 6)).isTrue();
        assertThat(index.isLast(token(4), 9)).isFalse();
    }

    private static Token token(long sequence) {
        return new Token(0, sequence);
    }
}
