package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.Priority;
import io.reactivecache.WriteOptions.KeptBy;
import io.reactivecache.internal.entry.Keep.Form;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WriteFormatTest {

    private static final KeptWrite PUT = new KeptWrite(
            "shop:orders",
            "caf%C3%A9:42",
            new Token(81985529216486895L, -2),
            Optional.of(new Payload(200, 7, 40_000, -1, new byte[] {1, 2, (byte) 0xFF})),
            new WriteTerms(
                    Priority.HIGH,
                    new Keep(
                            Optional.of(Duration.ofMinutes(10)),
                            Optional.of(0.25),
                            Set.of("blue", "grün"),
                            KeptBy.REMOTE,
                            Form.USUAL)),
            1_795_305_600_000L);
    private static final KeptWrite DELETE =
            new KeptWrite("o", "", new Token(-1, 1), Optional.empty(), WriteTerms.NONE, 0);
    private static final KeptWrite PLAIN = new KeptWrite(
            "user:profile",
            "1",
            new Token(7, 42),
            Optional.of(new Payload(1, 0, 0, 0, new byte[0])),
            terms(KeptBy.LOCAL, Set.of(), Form.USUAL),
            -1);
    private static final KeptWrite FORMED = new KeptWrite(
            "o",
            "k",
            new Token(1, 2),
            Optional.empty(),
            terms(KeptBy.BOTH, Set.of(), new Form(Optional.of(200), Optional.of(false))),
            3);
    private static final List<KeptWrite> WRITES = List.of(PUT, DELETE, PLAIN, FORMED);

    private static WriteTerms terms(KeptBy keptBy, Set<String> tags, Form form) {
        return new WriteTerms(Priority.LOW, new Keep(Optional.empty(), Optional.empty(), tags, keptBy, form));
    }

    record Golden(byte[] bytes, KeptWrite write) {}

    static Stream<Golden> golden() throws IOException {
        try (InputStream file = WriteFormatTest.class.getResourceAsStream("/golden/write-v1.hex")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> new Golden(HexFormat.of().parseHex(lines.get(i)), WRITES.get(i)));
        }
    }

    @Test
    void thereAreGoldenWrites() throws IOException {
        assertThat(golden()).hasSameSizeAs(WRITES);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsAndWritesTheGoldenWrite(Golden golden) {
        KeptWrite read = WriteFormat.decode(golden.bytes());

        assertThat(read).usingRecursiveComparison().isEqualTo(golden.write());
        assertThat(HexFormat.of().formatHex(WriteFormat.encode(golden.write())))
                .isEqualTo(HexFormat.of().formatHex(golden.bytes()));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTruncationAndWhatFollowsTheEnd(Golden golden) {
        for (int length = 0; length < golden.bytes().length; length++) {
            refuses(Arrays.copyOf(golden.bytes(), length));
        }
        refuses(Arrays.copyOf(golden.bytes(), golden.bytes().length + 1));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        byte[] golden = WriteFormat.encode(PUT);
        for (int at : new int[] {0, 1, 2, 3, 28, 29, 30}) {
            byte[] changed = golden.clone();
            changed[at] = 0x7F;
            refuses(changed);
        }
    }

    @Test
    void refusesToBeCompressedWithoutBeingToldSo() {
        byte[] formed = WriteFormat.encode(FORMED);
        formed[30] = 4 | 16;
        refuses(formed);
    }

    @Test
    void refusesTimesAndPartsOutOfTheirBounds() {
        byte[] golden = WriteFormat.encode(PUT);
        byte[] past = golden.clone();
        past[31] = (byte) 0x80;
        refuses(past);
        byte[] noNumber = golden.clone();
        Arrays.fill(noNumber, 39, 47, (byte) 0xFF);
        refuses(noNumber);
    }

    @Test
    void refusesTagsThatAreTwiceOrOutOfOrder() {
        byte[] twice = WriteFormat.encode(new KeptWrite(
                "o", "k", new Token(1, 1), Optional.empty(), terms(KeptBy.BOTH, Set.of("a", "b"), Form.USUAL), 0));
        twice[35] = 'a';
        refuses(twice);
    }

    private static void refuses(byte[] entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> WriteFormat.decode(entry));
    }
}
