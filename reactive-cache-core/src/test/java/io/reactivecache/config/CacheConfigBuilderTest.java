package io.reactivecache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheConfigBuilderTest {

    private static final Duration NEGATIVE = Duration.ofSeconds(-1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration LOAD = Duration.ofSeconds(30);
    private static final Duration AGES = Duration.ofDays(40_000);

    @Test
    void hasTheDocumentedDefaults() {
        CacheConfig config = new CacheConfigBuilder("orders").build();

        assertThat(config)
                .isEqualTo(new CacheConfig(
                        "orders",
                        1_024,
                        new TtlConfig(TEN_MINUTES, TEN_MINUTES, Duration.ZERO, 0, Duration.ZERO),
                        new LocalConfig(10_000, Long.MAX_VALUE),
                        new PromotionConfig(Integer.MAX_VALUE, false, 1, Duration.ofMinutes(1), 1),
                        new FlightConfig(
                                LOAD,
                                LOAD,
                                LOAD,
                                LOAD,
                                WhenAbandoned.COMPLETE,
                                100_000,
                                Set.of("micrometer.observation")),
                        new StaleConfig(Duration.ZERO, Duration.ZERO, SECOND, 1, 0),
                        new BulkConfig(1_000, Duration.ofMillis(2), 256),
                        new RemoteConfig(
                                SECOND,
                                SECOND,
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                Duration.ZERO,
                                100_000,
                                10_000,
                                10_000,
                                2_048,
                                16 << 20),
                        new LogConfig(
                                Duration.ofSeconds(10), SECOND, 100_000, Announcement.AWAIT, 10_000, Duration.ZERO),
                        new MarkerConfig(1_000, Duration.ofSeconds(10), 20_000),
                        new StalenessConfig(Duration.ofSeconds(5), SECOND, WhenIsolated.BYPASS)));
        assertThat(config.fence()).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void tiersFollowTheCommonTtlUnlessTheyHaveTheirOwn() {
        CacheConfigBuilder builder = new CacheConfigBuilder("orders").ttl(Duration.ofHours(1));

        assertThat(builder.build().ttl())
                .returns(Duration.ofHours(1), TtlConfig::local)
                .returns(Duration.ofHours(1), TtlConfig::remote);
        assertThat(builder.ttl(ttl -> ttl.local(Duration.ofMinutes(2)).remote(Duration.ofMinutes(3)))
                        .build()
                        .ttl())
                .returns(Duration.ofMinutes(2), TtlConfig::local)
                .returns(Duration.ofMinutes(3), TtlConfig::remote);
    }

    @Test
    void aBoundInBytesReplacesTheOneInEntries() {
        assertThat(new CacheConfigBuilder("orders").maximumBytes(5).build().local())
                .returns(5L, LocalConfig::maximumBytes)
                .returns(Long.MAX_VALUE, LocalConfig::maximumSize);
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                problem(b -> b.ttl(NEGATIVE), "ttl: PT-1S (expected: > 0)"),
                problem(b -> b.ttl(Duration.ZERO), "ttl: PT0S (expected: > 0)"),
                problem(b -> b.ttl(AGES), "ttl: PT960000H (expected: <= PT876000H)"),
                problem(b -> b.ttl(t -> t.local(NEGATIVE)), "ttl.local: PT-1S (expected: > 0)"),
                problem(b -> b.ttl(t -> t.remote(NEGATIVE)), "ttl.remote: PT-1S (expected: > 0)"),
                problem(b -> b.ttl(t -> t.absent(NEGATIVE)), "ttl.absent: PT-1S (expected: >= 0)"),
                problem(b -> b.ttl(t -> t.idle(NEGATIVE)), "ttl.idle: PT-1S (expected: >= 0)"),
                problem(b -> b.ttl(t -> t.jitter(-0.1)), "ttl.jitter: -0.1 (expected: 0 to 1)"),
                problem(b -> b.ttl(t -> t.jitter(Double.NaN)), "ttl.jitter: NaN (expected: 0 to 1)"),
                problem(b -> b.stale(t -> t.max(NEGATIVE)), "stale.max: PT-1S (expected: >= 0)"),
                problem(b -> b.stale(t -> t.revalidate(NEGATIVE)), "stale.revalidate: PT-1S (expected: >= 0)"),
                problem(b -> b.stale(t -> t.throttle(NEGATIVE)), "stale.throttle: PT-1S (expected: >= 0)"),
                problem(b -> b.stale(t -> t.eager(1.1)), "stale.eager: 1.1 (expected: 0 to 1)"),
                problem(b -> b.stale(t -> t.early(-1)), "stale.early: -1.0 (expected: 0 to 1000)"),
                problem(b -> b.flight(f -> f.maxLoadTime(NEGATIVE)), "maxLoadTime: PT-1S (expected: > 0)"),
                problem(b -> b.flight(f -> f.softTimeout(Duration.ZERO)), "softTimeout: PT0S (expected: > 0)"),
                problem(
                        b -> b.flight(f -> f.hardTimeout(Duration.ofSeconds(31))),
                        "hardTimeout: PT31S (expected: <= maxLoadTime PT30S)"),
                problem(b -> b.flight(f -> f.waitTimeout(NEGATIVE)), "waitTimeout: PT-1S (expected: > 0)"),
                problem(
                        b -> b.remote(r -> r.softTimeout(Duration.ofSeconds(2))),
                        "remote.softTimeout: PT2S (expected: <= remote.timeout PT1S)"),
                problem(b -> b.markers(m -> m.maxMarkers(0)), "maxMarkers: 0 (expected: >= 1)"),
                problem(b -> b.markers(m -> m.sweepInterval(NEGATIVE)), "sweepInterval: PT-1S (expected: > 0)"),
                problem(b -> b.markers(m -> m.sweepRate(0)), "sweepRate: 0 (expected: >= 1)"),
                problem(b -> b.promotion(p -> p.maxValueBytes(0)), "promotion.maxValueBytes: 0 (expected: >= 1)"),
                problem(b -> b.promotion(p -> p.misses(0)), "promotion.misses: 0 (expected: 1 to 4095)"),
                problem(b -> b.promotion(p -> p.misses(4_096)), "promotion.misses: 4096 (expected: 1 to 4095)"),
                problem(
                        b -> b.promotion(p -> p.missWindow(Duration.ZERO)),
                        "promotion.missWindow: PT0S (expected: > 0)"),
                problem(b -> b.promotion(p -> p.maxHeap(0)), "promotion.maxHeap: 0.0 (expected: > 0, <= 1)"),
                problem(b -> b.promotion(p -> p.maxHeap(1.1)), "promotion.maxHeap: 1.1 (expected: > 0, <= 1)"),
                problem(b -> b.bulk(k -> k.maxKeys(0)), "bulk.maxKeys: 0 (expected: >= 1)"),
                problem(b -> b.bulk(k -> k.maxWait(NEGATIVE)), "bulk.maxWait: PT-1S (expected: > 0)"),
                problem(b -> b.bulk(k -> k.concurrency(0)), "bulk.concurrency: 0 (expected: >= 1)"),
                problem(b -> b.remote(r -> r.leaseWait(NEGATIVE)), "remote.leaseWait: PT-1S (expected: >= 0)"),
                problem(
                        b -> b.remote(r -> r.leaseTime(Duration.ofSeconds(31)).leaseWait(SECOND)),
                        "remote.leaseTime: PT31S (expected: <= maxLoadTime PT30S)"),
                problem(b -> b.maximumSize(0), "maximumSize: 0 (expected: >= 1)"),
                problem(b -> b.maximumBytes(-5), "maximumBytes: -5 (expected: >= 1)"),
                problem(
                        b -> b.maximumSize(5).maximumBytes(6),
                        "maximumSize: 5 (expected: not set together with maximumBytes)"),
                problem(
                        b -> b.flight(f -> f.maxLoadTime(Duration.ofSeconds(9)))
                                .log(l -> l.announceTimeout(Duration.ofSeconds(10))),
                        "log.announceTimeout: PT10S (expected: <= maxLoadTime PT9S)"),
                problem(
                        b -> b.remote(r -> r.timeout(Duration.ofSeconds(31))),
                        "remote.timeout: PT31S (expected: <= maxLoadTime PT30S)"),
                problem(b -> b.log(l -> l.announceTimeout(NEGATIVE)), "log.announceTimeout: PT-1S (expected: > 0)"),
                problem(b -> b.remote(r -> r.fenceSlack(NEGATIVE)), "fenceSlack: PT-1S (expected: >= 0)"),
                problem(b -> b.remote(r -> r.fenceSlack(AGES)), "fenceSlack: PT960000H (expected: <= PT876000H)"),
                problem(b -> b.remote(r -> r.timeout(Duration.ZERO)), "remote.timeout: PT0S (expected: > 0)"),
                problem(
                        b -> b.log(l -> l.reconnectBackoff(Duration.ZERO)),
                        "log.reconnectBackoff: PT0S (expected: > 0)"),
                problem(b -> b.maxKeyLength(0), "maxKeyLength: 0 (expected: 1 to 65536)"),
                problem(b -> b.maxKeyLength(65_537), "maxKeyLength: 65537 (expected: 1 to 65536)"),
                problem(b -> b.remote(r -> r.maxRecentKeys(0)), "maxRecentKeys: 0 (expected: >= 1)"),
                problem(b -> b.flight(f -> f.maxFlights(0)), "maxFlights: 0 (expected: >= 1)"),
                problem(b -> b.log(l -> l.maxWrites(0)), "maxWrites: 0 (expected: >= 1)"),
                problem(b -> b.remote(r -> r.maxBackground(0)), "maxBackground: 0 (expected: >= 1)"),
                problem(b -> b.remote(r -> r.maxRepairs(0)), "maxRepairs: 0 (expected: >= 1)"),
                problem(b -> b.remote(r -> r.compressionThreshold(-1)), "compressionThreshold: -1 (expected: >= 0)"),
                problem(b -> b.remote(r -> r.maxValueBytes(0)), "maxValueBytes: 0 (expected: 1 to 268435456)"),
                problem(
                        b -> b.remote(r -> r.maxValueBytes((256 << 20) + 1)),
                        "maxValueBytes: 268435457 (expected: 1 to 268435456)"));
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
                .remote(r -> r.maxRepairs(-1))
                .ttl(NEGATIVE)
                .maximumSize(1)
                .maximumBytes(0)
                .flight(f -> f.maxFlights(0)));

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
        CacheConfigBuilder builder = new CacheConfigBuilder("orders").flight(f -> f.contextKey("tenant"));
        CacheConfig config = builder.build();
        builder.flight(f -> f.contextKey("later"));

        assertThat(config.flight().contextKeys()).containsExactlyInAnyOrder("micrometer.observation", "tenant");
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                Arguments.of(
                        setting(b -> b.ttl(t -> t.jitter(1.5))),
                        1.0,
                        fact(c -> c.ttl().jitter())),
                Arguments.of(
                        setting(b -> b.stale(t -> t.eager(7))),
                        1.0,
                        fact(c -> c.stale().eager())),
                Arguments.of(
                        setting(b -> b.flight(f -> f.hardTimeout(AGES))),
                        LOAD,
                        fact(c -> c.flight().hardTimeout())),
                Arguments.of(
                        setting(b -> b.flight(f -> f.softTimeout(AGES))),
                        LOAD,
                        fact(c -> c.flight().softTimeout())),
                Arguments.of(
                        setting(b -> b.flight(f -> f.waitTimeout(AGES))),
                        LOAD,
                        fact(c -> c.flight().waitTimeout())),
                Arguments.of(
                        setting(b -> b.remote(r -> r.timeout(AGES))),
                        LOAD,
                        fact(c -> c.remote().timeout())),
                Arguments.of(
                        setting(b -> b.remote(r -> r.softTimeout(AGES))),
                        SECOND,
                        fact(c -> c.remote().softTimeout())),
                Arguments.of(
                        setting(b -> b.log(l -> l.announceTimeout(AGES))),
                        LOAD,
                        fact(c -> c.log().announceTimeout())));
    }

    private static UnaryOperator<CacheConfigBuilder> setting(UnaryOperator<CacheConfigBuilder> setting) {
        return setting;
    }

    private static Function<CacheConfig, Object> fact(Function<CacheConfig, Object> fact) {
        return fact;
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void lowersToItsLimitWhatDoesNoHarmIfToldSo(
            UnaryOperator<CacheConfigBuilder> setting, Object limit, Function<CacheConfig, Object> fact) {
        assertThat(problemsOf(setting.apply(new CacheConfigBuilder("orders")))).isNotEmpty();
        assertThat(setting.apply(new CacheConfigBuilder("orders")).correcting().build())
                .returns(limit, fact);
    }

    @Test
    void correctsNothingThatCouldDoHarm() {
        assertThat(problemsOf(new CacheConfigBuilder("orders").ttl(NEGATIVE).correcting()))
                .containsExactly("ttl: PT-1S (expected: > 0)");
    }

    @Test
    void refusesNullAtOnce() {
        CacheConfigBuilder builder = new CacheConfigBuilder("orders");

        assertThatNullPointerException()
                .isThrownBy(() -> new CacheConfigBuilder(null))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.ttl((Duration) null))
                .withMessage("both");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.ttl(ttl -> ttl.local(null)))
                .withMessage("local");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.flight(f -> f.contextKey(null)))
                .withMessage("contextKey");
    }

    private static List<String> problemsOf(CacheConfigBuilder builder) {
        return catchThrowableOfType(InvalidConfigException.class, builder::build)
                .problems();
    }
}
