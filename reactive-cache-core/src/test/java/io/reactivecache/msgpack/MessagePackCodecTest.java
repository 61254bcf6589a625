package io.reactivecache.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;

final class MessagePackCodecTest {

    record Order(String customer, List<Integer> items) {}

    private final MessagePackCodec<Order> orders =
            MessagePackCodec.of(3, MessagePackCodecTest::write, MessagePackCodecTest::read);

    private static void write(MessagePacker packer, Order order) throws IOException {
        packer.packString(order.customer());
        packer.packArrayHeader(order.items().size());
        for (int item : order.items()) {
            packer.packInt(item);
        }
    }

    private static Order read(MessageUnpacker unpacker) throws IOException {
        String customer = unpacker.unpackString();
        int size = unpacker.unpackArrayHeader();
        List<Integer> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(unpacker.unpackInt());
        }
        return new Order(customer, items);
    }

    @Test
    void readsBackWhatItWrote() {
        Order order = new Order("Ä😀\0", List.of(1, -5, Integer.MAX_VALUE));

        assertThat(orders.decode(orders.encode(order))).isEqualTo(order);
        assertThat(orders.encode(new Order("ab", List.of(7))))
                .isEqualTo(HexFormat.of().parseHex("a261629107"));
    }

    @Test
    void whatFollowsTheValueIsRefused() {
        byte[] bytes = orders.encode(new Order("a", List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessage("bytes after the value: some (expected: none)");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("dd7fffffff00", MessageUnpacker::unpackArrayHeader),
                lie("dc000200", MessageUnpacker::unpackArrayHeader),
                lie("df3fffffff0000", MessageUnpacker::unpackMapHeader),
                lie("820000", MessageUnpacker::unpackMapHeader),
                lie("c67fffffff00", MessageUnpacker::unpackBinaryHeader),
                lie("db7fffffff61", MessageUnpacker::unpackRawStringHeader),
                lie("db7fffffff61", MessageUnpacker::unpackString),
                lie("c97fffffff0100", MessageUnpacker::unpackExtensionTypeHeader),
                lie("00", unpacker -> unpacker.readPayload(2)),
                lie("00", unpacker -> unpacker.readPayload(-1)),
                lie("c67fffffff00", MessageUnpacker::unpackValue),
                lie("dd7fffffff00", MessageUnpacker::unpackValue));
    }

    private static Arguments lie(String hex, Unpacking<?> reader) {
        return Arguments.of(hex, reader);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aSizeThatCannotBeLeftIsNotBelieved(String hex, Unpacking<?> reader) {
        MessagePackCodec<Object> codec = MessagePackCodec.of(0, (packer, value) -> {}, reader);

        assertThatThrownBy(() -> codec.decode(HexFormat.of().parseHex(hex))).isInstanceOf(MessageSizeException.class);
    }

    @Test
    void nestedValuesHaveABottom() {
        MessagePackCodec<Object> any = MessagePackCodec.of(0, (packer, value) -> {}, MessageUnpacker::unpackValue);
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 0x91);
        byte[] flat = new byte[64];
        Arrays.fill(flat, 0, 63, (byte) 0x91);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> any.decode(deep))
                .withMessage("value: nested too deeply (expected: <= 64 levels)");
        assertThat(any.decode(flat)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"a1ff90", "a2c08090", "a1619101ff", "c090", "a16191", "a161", "''"})
    void malformedBytesAreRefused(String hex) {
        assertThatThrownBy(() -> orders.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOfAny(MessagePackException.class, IllegalArgumentException.class);
    }

    @Test
    void whatTheFunctionsThrowIsPassedOn() {
        IOException cause = new IOException("x");
        MessagePackCodec<String> failing = MessagePackCodec.of(
                0,
                (packer, value) -> {
                    throw cause;
                },
                unpacker -> {
                    throw cause;
                });

        assertThatThrownBy(() -> failing.encode(""))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(cause);
        assertThatThrownBy(() -> failing.decode(new byte[0]))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(cause);
    }

    @Test
    void tellsFormatAndSchema() {
        assertThat(orders.id()).isEqualTo(4);
        assertThat(orders.schema()).isEqualTo(3);
        assertThat(orders.fingerprint()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessagePackCodec.of(65_536, MessagePackCodecTest::write, MessagePackCodecTest::read))
                .withMessage("schema: 65536 (expected: 0 to 65535)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessagePackCodec.of(-1, MessagePackCodecTest::write, MessagePackCodecTest::read));
        assertThatNullPointerException()
                .isThrownBy(() -> MessagePackCodec.of(0, null, MessagePackCodecTest::read))
                .withMessage("writer");
    }

    @Test
    void aReaderThatGivesNullIsRefused() {
        MessagePackCodec<String> none = MessagePackCodec.of(0, (packer, value) -> {}, unpacker -> null);

        assertThatNullPointerException()
                .isThrownBy(() -> none.decode(new byte[0]))
                .withMessage("value");
    }
}
