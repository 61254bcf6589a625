package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.CacheLoader;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.config.Truth;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Compressions;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class CacheBuilderTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NO_KEYS =
            "keys: not set (expected: String, Long, Integer, UUID, an enum, or a KeyCodec)";
    private static final String NO_VALUES = "values: not set (expected: a type or a Codec)";
    private static final String TYPED_LATE =
            "keys and values: set after loader, writer or sizer (expected: set before them)";

    private final CacheBuilder<Object, Object> builder = ReactiveCaches.builder("orders");

    @Test
    void reportsAllProblemsAtOnce() {
        builder.ttl(Duration.ofSeconds(-1)).settings(settings -> settings.flight(flight -> flight.maxFlights(0)));

        assertThat(problemsOf(builder))
                .containsExactly("ttl: PT-1S (expected: > 0)", "maxFlights: 0 (expected: >= 1)", NO_KEYS, NO_VALUES);
    }

    @Test
    void wantsKeysAndValuesOfKnownTypes() {
        assertThat(problemsOf(builder)).containsExactly(NO_KEYS, NO_VALUES);
        assertThat(problemsOf(builder.keys(Object.class).values(String.class)))
                .containsExactly(
                        "keys: java.lang.Object (expected: String, Long, Integer, UUID, an enum, or a KeyCodec)");
    }

    @Test
    void refusesTwoBounds() {
        assertThat(problemsOf(builder.keys(String.class)
                        .values(String.class)
                        .maximumSize(5)
                        .maximumBytes(100, String::length)))
                .containsExactly("maximumSize: 5 (expected: not set together with maximumBytes)");
    }

    @Test
    void refusesToBeTypedAfterWhatUsesTheTypes() {
        CacheLoader<Object, Object> loader = key -> Mono.empty();

        assertThat(problemsOf(ReactiveCaches.builder("a")
                        .loader(loader)
                        .keys(String.class)
                        .values(String.class)))
                .containsExactly(TYPED_LATE);
        assertThat(problemsOf(ReactiveCaches.builder("a")
                        .keys(String.class)
                        .writer((key, value) -> Mono.empty())
                        .values(String.class)))
                .containsExactly(TYPED_LATE);
        assertThat(problemsOf(ReactiveCaches.builder("a")
                        .values(String.class)
                        .maximumBytes(1, String::length)
                        .keys(KeyCodecs.strings())))
                .containsExactly(TYPED_LATE);
    }

    @Test
    void takesEveryDocumentedTypeOfKey() {
        worksWith(Long.class, 1L);
        worksWith(Integer.class, 1);
        worksWith(UUID.class, new UUID(1, 2));
        worksWith(Thread.State.class, Thread.State.NEW);
    }

    private <K> void worksWith(Class<K> type, K key) {
        var cache =
                ReactiveCaches.builder("orders").keys(type).values(String.class).build();

        StepVerifier.create(cache.put(key, "value").then(cache.get(key)))
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void takesAKeyCodecOfYourOwn() {
        KeyCodec<List<String>> codec = KeyCodecs.ofParts(key -> key, key -> key);
        var cache = builder.keys(codec).values(String.class).build();

        StepVerifier.create(cache.put(List.of("a", "b"), "value").then(cache.get(List.of("a", "b"))))
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void cachesOfOneBuilderShareNothing() {
        var typed = builder.keys(String.class).values(String.class);
        var one = typed.build();
        var other = typed.build();

        StepVerifier.create(one.put("key", "value").then(other.get("key")))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void refusesNullAtOnce() {
        assertThatNullPointerException().isThrownBy(() -> ReactiveCaches.builder(null));
        assertThatNullPointerException().isThrownBy(() -> builder.keys((Class<String>) null));
        assertThatNullPointerException().isThrownBy(() -> builder.loader(null));
        assertThatNullPointerException().isThrownBy(() -> builder.writer(null));
        assertThatNullPointerException().isThrownBy(() -> builder.remote(null));
        assertThatNullPointerException().isThrownBy(() -> builder.log(null));
        assertThatNullPointerException().isThrownBy(() -> builder.compression(null));
        assertThatNullPointerException().isThrownBy(() -> builder.compression(Compression.NONE, (Compression) null));
        assertThatNullPointerException().isThrownBy(() -> builder.metrics(null));
        assertThatNullPointerException().isThrownBy(() -> builder.clock(null));
        assertThatNullPointerException().isThrownBy(() -> builder.scheduler(null));
        assertThatNullPointerException().isThrownBy(() -> builder.maximumBytes(1, null));
        assertThatNullPointerException().isThrownBy(() -> builder.sizer(null));
    }

    /** Without a measure every value would count as nothing, and the tier would have no bound at all. */
    @Test
    void refusesABoundInBytesWithoutAMeasure() {
        builder.keys(String.class).values(String.class).settings(settings -> settings.maximumBytes(100));

        assertThat(problemsOf(builder)).singleElement().asString().startsWith("maximumBytes: ");
    }

    @Test
    void refusesACacheAsTheTruthBesideASource() {
        builder.keys(String.class)
                .values(String.class)
                .loader(key -> Mono.empty())
                .truth(Truth.CACHE);

        assertThat(problemsOf(builder))
                .containsExactly("truth: CACHE (expected: SOURCE, as there is a loader or a writer)");
    }

    @Test
    void refusesAPolicyForTheLocalTierThatNothingCanDecide() {
        builder.keys(String.class)
                .values(String.class)
                .promotion(promotion -> promotion.maxValueBytes(100).hotOnly());

        assertThat(problemsOf(builder))
                .containsExactly(
                        "promotion: set (expected: set with a remote store)",
                        "promotion.hotOnly: true (expected: set with hotKeys)",
                        "promotion.maxValueBytes: 100 (expected: set with a sizer)");
    }

    @Test
    void refusesFormatsWhoseNumbersCannotBeStored() {
        builder.keys(String.class)
                .values(new Numbered(256, -1))
                .compression(new Resized(256), new Resized(0), new Resized(7), new Resized(7));

        assertThat(problemsOf(builder))
                .containsExactly(
                        "codec.id: 256 (expected: 0 to 255)",
                        "codec.schema: -1 (expected: 0 to 65535)",
                        "compression.id: 256 (expected: 1 to 255)",
                        "compression.id: 0 (expected: 1 to 255)",
                        "compression.id: [256, 0, 7, 7] (expected: all different)");
    }

    @Test
    void takesNoCompressionTogetherWithOthersToRead() {
        assertThatNoException()
                .isThrownBy(() -> builder.keys(String.class)
                        .values(String.class)
                        .compression(Compression.NONE, Compressions.gzip())
                        .build());
    }

    private record Numbered(int id, int schema) implements Codec<String> {
        @Override
        public byte[] encode(String value) {
            return new byte[0];
        }

        @Override
        public String decode(byte[] bytes) {
            return "";
        }
    }

    private record Resized(int id) implements Compression {
        @Override
        public byte[] compress(byte[] plain) {
            return plain;
        }

        @Override
        public byte[] decompress(byte[] compressed, int maxSize) {
            return compressed;
        }
    }

    private static List<String> problemsOf(CacheBuilder<?, ?> builder) {
        return catchThrowableOfType(InvalidConfigException.class, builder::build)
                .problems();
    }
}
