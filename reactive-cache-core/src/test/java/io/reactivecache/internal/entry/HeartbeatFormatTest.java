package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HeartbeatFormatTest {

    record Golden(byte[] bytes, Heartbeat heartbeat) {

        static Golden of(String line) {
            String[] parts = line.split(" ");
            long[] offsets = Arrays.stream(parts[6].split(","))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Golden(
                    HexFormat.of().parseHex(parts[0]),
                    new Heartbeat(
                            parts[1],
                            new Token(Long.parseLong(parts[2]), Long.parseLong(parts[3])),
                            Duration.ofMillis(Long.parseLong(parts[4])),
                            LogPositions.of(Long.parseLong(parts[5]), offsets)));
        }
    }

    static Stream<Golden> golden() throws IOException {
        try (InputStream file = HeartbeatFormatTest.class.getResourceAsStream("/golden/heartbeat-v1.hex")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Golden::of);
        }
    }

    @Test
    void thereAreGoldenRecords() throws IOException {
        assertThat(golden()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsAndWritesTheGoldenRecord(Golden golden) {
        assertThat(HeartbeatFormat.isHeartbeat(golden.bytes())).isTrue();
        assertThat(HeartbeatFormat.decode(golden.bytes())).isEqualTo(golden.heartbeat());
        assertThat(HeartbeatFormat.encode(golden.heartbeat())).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTruncationAndWhatFollowsTheEnd(Golden golden) {
        for (int length = 0; length < golden.bytes().length; length++) {
            refuses(Arrays.copyOf(golden.bytes(), length));
        }
        refuses(Arrays.copyOf(golden.bytes(), golden.bytes().length + 1));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryChangedBit(Golden golden) {
        for (int bit = 0; bit < golden.bytes().length * Byte.SIZE; bit++) {
            byte[] changed = golden.bytes().clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            refuses(changed);
        }
    }

    @Test
    void aChangeIsNoHeartbeat() {
        byte[] change = ChangeFormat.encode(new Change.OfKey("orders", "key", new Token(1, 2)));

        assertThat(HeartbeatFormat.isHeartbeat(change)).isFalse();
        assertThat(HeartbeatFormat.isHeartbeat(new byte[3])).isFalse();
    }

    private static void refuses(byte[] record) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeartbeatFormat.decode(record));
    }
}
