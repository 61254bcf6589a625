package io.reactivecache.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** The nested types play one type as it is, and as it was before or will be. */
final class TypeStructureTest {

    record Order(String customer, Item item, Map<String, List<Item>> more) {}

    record Item(int count, Kind kind) {}

    enum Kind {
        NEW,
        USED
    }

    @JsonPropertyOrder({"more", "item", "customer"})
    record Reordered(Item item, Map<String, List<Item>> more, String customer) {}

    static final class Other {
        @JsonPropertyOrder({"item", "customer"})
        record Order(@JsonProperty("item") Thing thing, String customer, Map<String, List<Thing>> more) {}

        record Thing(Sort kind, int count) {}

        enum Sort {
            USED,
            NEW
        }
    }

    record Renamed(String client, Item item, Map<String, List<Item>> more) {}

    record Added(String customer, Item item, Map<String, List<Item>> more, boolean paid) {}

    record Removed(String customer, Item item) {}

    record Retyped(String customer, Item item, Map<Integer, List<Item>> more) {}

    record RetypedDeep(String customer, Item item, Map<String, List<LongItem>> more) {}

    record LongItem(long count, Kind kind) {}

    record MoreConstants(String customer, WideItem item, Map<String, List<Item>> more) {}

    record WideItem(int count, WideKind kind) {}

    enum WideKind {
        NEW,
        USED,
        BROKEN
    }

    record OtherContainer(String customer, Item item, Map<String, Set<Item>> more) {}

    static Stream<Class<?>> others() {
        return Stream.of(
                Renamed.class,
                Added.class,
                Removed.class,
                Retyped.class,
                RetypedDeep.class,
                MoreConstants.class,
                OtherContainer.class,
                Item.class);
    }

    @ParameterizedTest
    @MethodSource("others")
    void anotherStructureHasAnotherFingerprint(Class<?> other) {
        assertThat(fingerprint(other)).isNotEqualTo(fingerprint(Order.class));
    }

    @Test
    void neitherOrderNorTheNamesOfClassesMatter() {
        assertThat(fingerprint(Reordered.class)).isEqualTo(fingerprint(Order.class));
        assertThat(fingerprint(Other.Order.class)).isEqualTo(fingerprint(Order.class));
    }

    /** The numbers were seen once; a change of one of them makes every stored value of such types a miss. */
    @Test
    void fingerprintsAreTheSameOnEveryMachine() {
        assertThat(fingerprint(Order.class)).isEqualTo(812721711);
        assertThat(fingerprint(String.class)).isEqualTo(-1069115779);
    }

    static Stream<Arguments> retyped() {
        return Stream.of(
                        List.of(int.class, long.class),
                        List.of(String.class, UUID.class),
                        List.of(String.class, Kind.class),
                        List.of(Kind.class, WideKind.class),
                        List.of(double.class, BigDecimal.class),
                        List.of(Instant.class, Duration.class),
                        List.of(int[].class, long[].class),
                        List.of(List.class, Set.class),
                        List.of(Object.class, String.class),
                        List.of(byte[].class, String.class),
                        List.of(Code.class, String.class))
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    @ParameterizedTest
    @MethodSource("retyped")
    void anotherSimpleTypeHasAnotherFingerprint(Class<?> one, Class<?> other) {
        assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    }

    record Code(@JsonValue String text) {}

    @Test
    void elementsCount() {
        assertThat(fingerprint(new TypeReference<List<Item>>() {}))
                .isEqualTo(fingerprint(new TypeReference<List<Other.Thing>>() {}))
                .isNotEqualTo(fingerprint(new TypeReference<List<LongItem>>() {}));
        assertThat(fingerprint(new TypeReference<Optional<Item>>() {}))
                .isNotEqualTo(fingerprint(new TypeReference<Optional<LongItem>>() {}));
        assertThat(fingerprint(Item[].class)).isNotEqualTo(fingerprint(LongItem[].class));
    }

    record Node(String name, List<Node> children, Link link) {}

    record Link(Node to) {}

    record Tree(List<Tree> children, Edge link, String name) {}

    record Edge(Tree to) {}

    record WeightedNode(String name, List<WeightedNode> children, WeightedLink link) {}

    record WeightedLink(WeightedNode to, int weight) {}

    @Test
    void typesThatContainThemselvesHaveAnEnd() {
        assertThat(fingerprint(Node.class))
                .isEqualTo(fingerprint(Tree.class))
                .isNotEqualTo(fingerprint(WeightedNode.class));
    }

    @SuppressWarnings("unused") // seen by Jackson
    static class Growing<T> {
        public T value;
        public Growing<List<T>> more;
    }

    /** Jackson cannot read them, and says so only when the reader is made. */
    @Test
    void typesThatContainEverLargerFormsOfThemselvesHaveAnEnd() {
        JsonMapper mapper = JsonMapper.shared();
        JavaType texts = mapper.constructType(new TypeReference<Growing<String>>() {});
        JavaType numbers = mapper.constructType(new TypeReference<Growing<Integer>>() {});

        assertThat(TypeStructure.fingerprint(mapper, texts)).isNotEqualTo(TypeStructure.fingerprint(mapper, numbers));
    }

    @SuppressWarnings("unused") // seen by Jackson
    static class Doubling<T> {
        public Doubling<List<T>> one;
        public Doubling<Set<T>> other;
    }

    @Test
    void typesThatDoubleWithEveryLevelHaveAnEnd() {
        JsonMapper mapper = JsonMapper.shared();
        JavaType type = mapper.constructType(new TypeReference<Doubling<String>>() {});

        assertThat(TypeStructure.fingerprint(mapper, type)).isEqualTo(TypeStructure.fingerprint(mapper, type));
    }

    record Numeric(
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at, Instant then) {}

    record Textual(
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at, Instant then) {}

    record Swapped(
            Instant at,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant then) {}

    @Test
    void annotationsOfAPropertyCountForThatProperty() {
        assertThat(fingerprint(Numeric.class))
                .isNotEqualTo(fingerprint(Textual.class))
                .isNotEqualTo(fingerprint(Swapped.class));
    }

    record Unwrapped(String customer, @JsonUnwrapped Item item) {}

    record Flat(String customer, int count, Kind kind) {}

    @Test
    void unwrappedPropertiesAreThoseOfTheirOwner() {
        assertThat(fingerprint(Unwrapped.class)).isEqualTo(fingerprint(Flat.class));
    }

    record Drawing(Shape shape) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(name = "box", value = Square.class)})
    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    record LaterDrawing(LaterShape shape) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "Circle", value = LaterCircle.class),
        @JsonSubTypes.Type(name = "box", value = LaterSquare.class)
    })
    interface LaterShape {}

    record LaterCircle(int radius) implements LaterShape {}

    record LaterSquare(int side, int border) implements LaterShape {}

    record UntypedDrawing(UntypedShape shape) {}

    interface UntypedShape {}

    @Test
    void subtypesThatAreNamedCount() {
        assertThat(fingerprint(Drawing.class))
                .isNotEqualTo(fingerprint(LaterDrawing.class))
                .isNotEqualTo(fingerprint(UntypedDrawing.class));
        assertThat(fingerprint(Shape.class)).isNotEqualTo(fingerprint(LaterShape.class));
    }

    static final class Ambiguous {
        public int getValue() {
            return 1;
        }

        public boolean isValue() {
            return true;
        }

        @JsonProperty("value")
        public String text() {
            return "";
        }
    }

    @Test
    void aTypeJacksonCannotTellOfStillHasAFingerprint() {
        assertThat(fingerprint(Ambiguous.class)).isNotZero().isNotEqualTo(fingerprint(Object.class));
    }

    private static int fingerprint(Class<?> type) {
        return JsonCodec.of(type).fingerprint();
    }

    private static int fingerprint(TypeReference<?> type) {
        return JsonCodec.of(type).fingerprint();
    }
}
