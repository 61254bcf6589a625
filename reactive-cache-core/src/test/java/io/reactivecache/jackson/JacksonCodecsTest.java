package io.reactivecache.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidEntryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.smile.SmileMapper;

/** What holds for each of the three formats. */
final class JacksonCodecsTest {

    record Order(String customer, List<Integer> items, BigDecimal total) {}

    private static final TypeReference<List<Order>> ORDERS = new TypeReference<>() {};
    private static final List<Order> SOME =
            List.of(new Order("Ä😀\0", List.of(1, 2, 3), new BigDecimal("10.50")), new Order("b", List.of(), null));

    static Stream<JacksonCodec<List<Order>, ?>> ours() {
        return Stream.of(JsonCodec.of(ORDERS), SmileCodec.of(ORDERS), CborCodec.of(ORDERS));
    }

    static Stream<JacksonCodec<List<Order>, ?>> all() {
        return Stream.concat(
                ours(),
                Stream.of(
                        JsonCodec.of(JsonMapper.shared(), ORDERS, 7),
                        SmileCodec.of(SmileMapper.shared(), ORDERS, 7),
                        CborCodec.of(CBORMapper.shared(), ORDERS, 7)));
    }

    static Stream<JacksonCodec<Object, ?>> anything() {
        return Stream.of(JsonCodec.of(Object.class), SmileCodec.of(Object.class), CborCodec.of(Object.class));
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsBackWhatItWrote(JacksonCodec<List<Order>, ?> codec) {
        assertThat(codec.decode(codec.encode(SOME))).isEqualTo(SOME);
    }

    @Test
    void formatsHaveIdsOfTheirOwn() {
        assertThat(all().map(JacksonCodec::id)).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(all().map(JacksonCodec::schema)).containsExactly(0, 0, 0, 7, 7, 7);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anythingThatFollowsTheValueIsRefused(JacksonCodec<List<Order>, ?> codec) {
        byte[] bytes = codec.encode(SOME);
        for (int octet = 0; octet < 256; octet++) {
            byte[] followed = Arrays.copyOf(bytes, bytes.length + 1);
            followed[bytes.length] = (byte) octet;
            assertThatThrownBy(() -> codec.decode(followed)).isInstanceOf(JacksonException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsCutOffIsRefused(JacksonCodec<List<Order>, ?> codec) {
        byte[] bytes = codec.encode(SOME);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(JacksonException.class);
        }
    }

    record Wider(String customer, List<Integer> items, BigDecimal total, boolean paid) {}

    @Test
    void propertiesTheTypeDoesNotHaveAreRefused() {
        Wider wider = new Wider("a", List.of(), BigDecimal.ONE, true);

        refused(JsonCodec.of(Order.class), JsonCodec.of(Wider.class).encode(wider));
        refused(SmileCodec.of(Order.class), SmileCodec.of(Wider.class).encode(wider));
        refused(CborCodec.of(Order.class), CborCodec.of(Wider.class).encode(wider));
    }

    private static void refused(JacksonCodec<?, ?> codec, byte[] bytes) {
        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void sixtyFourLevelsAreTheDeepest(JacksonCodec<Object, ?> codec) {
        Object deepest = nested(64);

        assertThat(codec.decode(codec.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> codec.encode(nested(65))).isInstanceOf(JacksonException.class);
    }

    @Test
    void deeperBytesAreRefused() {
        refused(JsonCodec.of(Object.class), JsonMapper.shared().writeValueAsBytes(nested(65)));
        refused(SmileCodec.of(Object.class), SmileMapper.shared().writeValueAsBytes(nested(65)));
        refused(CborCodec.of(Object.class), CBORMapper.shared().writeValueAsBytes(nested(65)));
    }

    private static Object nested(int levels) {
        Object value = new ArrayList<>();
        for (int i = 1; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("anything")
    void valuesHaveALargestSize(JacksonCodec<Object, ?> codec) {
        JacksonCodec<Object, ?> small = codec.withMaxBytes(100);
        String text = "a".repeat(200);

        assertThatThrownBy(() -> small.encode(text))
                .isInstanceOf(InvalidEntryException.class)
                .hasMessageMatching("value: 20\\d bytes \\(expected: <= 100 bytes\\)");
        assertThatThrownBy(() -> small.decode(codec.encode(text))).isInstanceOf(InvalidEntryException.class);
        assertThat(small.decode(codec.encode("a".repeat(50)))).isEqualTo("a".repeat(50));
        assertThat(small.fingerprint()).isEqualTo(codec.fingerprint());
    }

    @ParameterizedTest
    @MethodSource("anything")
    void theLargestSizeIsThatOfTheBytesAndOfEveryText(JacksonCodec<Object, ?> codec) {
        JacksonCodec<Object, ?> large = codec.withMaxBytes(32 << 20);
        String text = "a".repeat(20 << 20);

        assertThat(large.decode(large.encode(text))).isEqualTo(text);
        assertThatThrownBy(() -> codec.encode(text)).isInstanceOf(InvalidEntryException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.withMaxBytes(0))
                .withMessage("maxBytes: 0 (expected: >= 1)");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aFingerprintCanBeChosenOrLeftOut(JacksonCodec<List<Order>, ?> codec) {
        assertThat(codec.withFingerprint(-5).fingerprint()).isEqualTo(-5);
        assertThat(codec.withoutFingerprint().fingerprint()).isZero();
        assertThat(codec.withoutFingerprint().withMaxBytes(1_000).fingerprint()).isZero();
        assertThat(codec.withoutFingerprint().decode(codec.encode(SOME))).isEqualTo(SOME);
        assertThat(codec.fingerprint()).isNotZero();
    }

    @Test
    void theFormatHasNoPartInTheFingerprint() {
        assertThat(ours().map(JacksonCodec::fingerprint).distinct()).hasSize(1);
    }

    @Test
    void aMapperThatWouldTakeTypesFromTheBytesIsRefused() {
        BasicPolymorphicTypeValidator anyone = BasicPolymorphicTypeValidator.builder()
                .allowIfBaseType(Object.class)
                .build();
        JsonMapper typing = JsonMapper.builder()
                .activateDefaultTyping(anyone, DefaultTyping.JAVA_LANG_OBJECT)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonCodec.of(typing, new TypeReference<Object>() {}, 0))
                .withMessage("mapper: with default typing (expected: without)");
    }

    @ParameterizedTest
    @MethodSource("anything")
    void aMapOfAnythingIsReadAsPlainTypes(JacksonCodec<Object, ?> codec) {
        Map<String, Object> value = Map.of("@class", "java.io.File", "n", 1);

        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }
}
