package io.reactivecache.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

final class JsonCodecTest {

    record Order(String customer, int items, BigDecimal total, Instant placed) {}

    private final JsonCodec<Order> orders = JsonCodec.of(Order.class);

    @Test
    void readsBackWhatItWrote() {
        Order order = new Order("Ä😀\0\"", 3, new BigDecimal("10.50"), Instant.ofEpochSecond(1, 5));

        assertThat(orders.decode(orders.encode(order))).isEqualTo(order);
    }

    @Test
    void writesPlainJsonInUtf8WithoutTypes() {
        JsonCodec<Object> any = JsonCodec.of(Object.class);

        assertThat(new String(any.encode(Map.of("ä", List.of(1, "b"))), StandardCharsets.UTF_8))
                .isEqualTo("{\"ä\":[1,\"b\"]}");
        assertThat(new String(orders.encode(new Order("a", 1, null, null)), StandardCharsets.UTF_8))
                .doesNotContain("Order");
    }

    @Test
    void keepsTheTypeOfElements() {
        JsonCodec<List<Order>> lists = JsonCodec.of(new TypeReference<List<Order>>() {});
        List<Order> some = List.of(new Order("a", 1, BigDecimal.ONE, Instant.EPOCH));

        assertThat(lists.decode(lists.encode(some))).isEqualTo(some).first().isInstanceOf(Order.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"customer\":\"a\"",
                "{\"customer\":\"a\",\"items\":1} {}",
                "{\"customer\":\"a\",\"items\":1}]",
                "{\"customer\":\"a\",\"items\":1}x",
                "{\"customer\":\"a\",\"items\":1,\"unknown\":true}",
                "{\"customer\":\"a\",\"items\":\"many\"}",
                "{\"customer\":[],\"items\":1}",
                "[]",
                "\"text\"",
                "\0"
            })
    void refusesWhatItWouldHaveToGuess(String json) {
        assertThatThrownBy(() -> orders.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void takesOnlyTheTypeFromTheCodecWhateverTheBytesClaim() {
        byte[] claiming = "{\"@class\":\"java.util.HashMap\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> orders.decode(claiming)).isInstanceOf(JacksonException.class);
        assertThat(JsonCodec.of(Object.class).decode(claiming)).isEqualTo(Map.of("@class", "java.util.HashMap"));
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> orders.decode("null".getBytes(StandardCharsets.UTF_8)))
                .withMessage("value");
    }

    @Test
    void tellsFormatAndSchema() {
        JsonMapper mapper = JsonMapper.builder().build();
        TypeReference<Order> type = new TypeReference<>() {};

        assertThat(orders.id()).isEqualTo(1);
        assertThat(orders.schema()).isZero();
        assertThat(JsonCodec.of(mapper, type, 65_535).schema()).isEqualTo(65_535);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonCodec.of(mapper, type, 65_536))
                .withMessage("schema: 65536 (expected: 0 to 65535)");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonCodec.of(mapper, type, -1));
        assertThatNullPointerException()
                .isThrownBy(() -> JsonCodec.of(null, type, 0))
                .withMessage("mapper");
    }

    @Test
    void aMapperOfYourOwnStillRefusesWhatFollowsTheValue() {
        JsonCodec<Order> own = JsonCodec.of(lenient(), new TypeReference<Order>() {}, 1);

        assertThatThrownBy(() -> own.decode("{\"customer\":\"a\",\"items\":1} 2".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JacksonException.class);
    }

    private static JsonMapper lenient() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
