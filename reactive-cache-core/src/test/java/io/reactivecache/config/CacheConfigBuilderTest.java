package io.reactivecache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheConfigBuilderTest {

    private static final Duration NEGATIVE = Duration.ofSeconds(-1);
    private static final Duration AGES = Duration.ofDays(40_000);

    @Test
    void hasTheDocumentedDefaults() {
        CacheConfig config = new CacheConfigBuilder("orders").build();

        assertThat(config)
                .isEqualTo(new CacheConfig(
                        "orders",
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        10_000,
                        Long.MAX_VALUE,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1_024,
                        100_000,
                        100_000,
                        100_000,
                        10_000,
                        10_000,
                        Set.of("micrometer.observation")));
        assertThat(config.fence()).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void tiersFollowTheCommonTtlUnlessTheyHaveTheirOwn() {
        CacheConfigBuilder builder = new CacheConfigBuilder("orders").ttl(Duration.ofHours(1));

        assertThat(builder.build())
                .returns(Duration.ofHours(1), CacheConfig::localTtl)
                .returns(Duration.ofHours(1), CacheConfig::remoteTtl);
        assertThat(builder.localTtl(Duration.ofMinutes(2))
                        .remoteTtl(Duration.ofMinutes(3))
                        .build())
                .returns(Duration.ofHours(1), CacheConfig::ttl)
                .returns(Duration.ofMinutes(2), CacheConfig::localTtl)
                .returns(Duration.ofMinutes(3), CacheConfig::remoteTtl);
    }

    @Test
    void aBoundInBytesReplacesTheOneInEntries() {
        assertThat(new CacheConfigBuilder("orders").maximumBytes(5).build())
                .returns(5L, CacheConfig::maximumBytes)
                .returns(Long.MAX_VALUE, CacheConfig::maximumSize);
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                problem(b -> b.ttl(NEGATIVE), "ttl: PT-1S (expected: > 0)"),
                problem(b -> b.ttl(Duration.ZERO), "ttl: PT0S (expected: > 0)"),
                problem(b -> b.ttl(AGES), "ttl: PT960000H (expected: <= PT876000H)"),
                problem(b -> b.localTtl(NEGATIVE), "localTtl: PT-1S (expected: > 0)"),
                problem(b -> b.remoteTtl(NEGATIVE), "remoteTtl: PT-1S (expected: > 0)"),
                problem(b -> b.maximumSize(0), "maximumSize: 0 (expected: >= 1)"),
                problem(b -> b.maximumBytes(-5), "maximumBytes: -5 (expected: >= 1)"),
                problem(
                        b -> b.maximumSize(5).maximumBytes(6),
                        "maximumSize: 5 (expected: not set together with maximumBytes)"),
                problem(
                        b -> b.maxLoadTime(Duration.ofSeconds(9)).announceTimeout(Duration.ofSeconds(10)),
                        "announceTimeout: PT10S (expected: <= maxLoadTime PT9S)"),
                problem(
                        b -> b.remoteTimeout(Duration.ofSeconds(31)),
                        "remoteTimeout: PT31S (expected: <= maxLoadTime PT30S)"),
                problem(b -> b.announceTimeout(NEGATIVE), "announceTimeout: PT-1S (expected: > 0)"),
                problem(b -> b.fenceSlack(NEGATIVE), "fenceSlack: PT-1S (expected: >= 0)"),
                problem(b -> b.fenceSlack(AGES), "fenceSlack: PT960000H (expected: <= PT876000H)"),
                problem(b -> b.remoteTimeout(Duration.ZERO), "remoteTimeout: PT0S (expected: > 0)"),
                problem(b -> b.reconnectBackoff(Duration.ZERO), "reconnectBackoff: PT0S (expected: > 0)"),
                problem(b -> b.maxKeyLength(0), "maxKeyLength: 0 (expected: 1 to 65536)"),
                problem(b -> b.maxKeyLength(65_537), "maxKeyLength: 65537 (expected: 1 to 65536)"),
                problem(b -> b.maxRecentKeys(0), "maxRecentKeys: 0 (expected: >= 1)"),
                problem(b -> b.maxFlights(0), "maxFlights: 0 (expected: >= 1)"),
                problem(b -> b.maxWrites(0), "maxWrites: 0 (expected: >= 1)"),
                problem(b -> b.maxBackground(0), "maxBackground: 0 (expected: >= 1)"),
                problem(b -> b.maxRepairs(0), "maxRepairs: 0 (expected: >= 1)"));
    }

    private static Arguments problem(UnaryOperator<CacheConfigBuilder> setting, String message) {
        return Arguments.of(setting, message);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void namesWhatIsWrongAndWhatWasExpected(UnaryOperator<CacheConfigBuilder> setting, String message) {
        assertThat(problemsOf(setting.apply(new CacheConfigBuilder("orders")))).containsExactly(message);
    }

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheSettings() {
        List<String> problems = problemsOf(new CacheConfigBuilder("no good")
                .maxRepairs(-1)
                .ttl(NEGATIVE)
                .maximumSize(1)
                .maximumBytes(0)
                .maxFlights(0));

        assertThat(problems)
                .containsExactly(
                        "name: \"no good\" (expected: 1 to 128 of A-Z a-z 0-9 . _ -, in parts divided by :)",
                        "ttl: PT-1S (expected: > 0)",
                        "maximumSize: 1 (expected: not set together with maximumBytes)",
                        "maximumBytes: 0 (expected: >= 1)",
                        "maxFlights: 0 (expected: >= 1)",
                        "maxRepairs: -1 (expected: >= 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", ":a", "a::b", "a b", "a*", "{a}", "a%", "ä", "a\n", "a/b", "a~"})
    void refusesNamesWithOtherCharacters(String name) {
        assertThat(problemsOf(new CacheConfigBuilder(name)))
                .singleElement()
                .asString()
                .startsWith("name: \"" + name);
    }

    @Test
    void refusesANameThatIsTooLongWithoutRepeatingIt() {
        assertThat(problemsOf(new CacheConfigBuilder("a".repeat(129))))
                .containsExactly(
                        "name: 129 characters (expected: 1 to 128 of A-Z a-z 0-9 . _ -, in parts divided by :)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "shop:orders", "Shop.v2:or_ders:x-1"})
    void takesNamesInParts(String name) {
        assertThat(new CacheConfigBuilder(name).build().name()).isEqualTo(name);
        assertThat(new CacheConfigBuilder("a".repeat(128)).build().name()).hasSize(128);
    }

    @Test
    void addsToTheContextKeysAndKeepsACopy() {
        CacheConfigBuilder builder = new CacheConfigBuilder("orders").contextKey("tenant");
        CacheConfig config = builder.build();
        builder.contextKey("later");

        assertThat(config.contextKeys()).containsExactlyInAnyOrder("micrometer.observation", "tenant");
    }

    @Test
    void refusesNullAtOnce() {
        CacheConfigBuilder builder = new CacheConfigBuilder("orders");

        assertThatNullPointerException()
                .isThrownBy(() -> new CacheConfigBuilder(null))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> builder.ttl(null)).withMessage("ttl");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.localTtl(null))
                .withMessage("localTtl");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.contextKey(null))
                .withMessage("contextKey");
    }

    private static List<String> problemsOf(CacheConfigBuilder builder) {
        return catchThrowableOfType(InvalidConfigException.class, builder::build)
                .problems();
    }
}
