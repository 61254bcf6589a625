package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lettuce.core.RedisURI;
import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRemoteStoreBuilderTest {

    @Test
    void allProblemsAreToldAtOnce() {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder()
                .commandTimeout(Duration.ZERO)
                .reconnectBackoff(Duration.ofSeconds(-1), Duration.ofSeconds(-2))
                .probeInterval(Duration.ZERO)
                .requestQueueSize(0)
                .connections(0);
        assertThat(catchThrowableOfType(InvalidConfigException.class, settings::build)
                        .problems())
                .containsExactly(
                        "uri: none (expected: redis://host:port)",
                        "commandTimeout: PT0S (expected: > 0)",
                        "reconnectBackoff.min: PT-1S (expected: > 0)",
                        "reconnectBackoff.max: PT-2S (expected: > 0)",
                        "reconnectBackoff.min: PT-1S (expected: <= reconnectBackoff.max PT-2S)",
                        "probeInterval: PT0S (expected: > 0)",
                        "requestQueueSize: 0 (expected: >= 1)",
                        "connections: 0 (expected: 1 to 64)");
    }

    @Test
    void connectionsAreAsManyAsOperationsAreUnderWayAndAFifthMore() {
        assertThat(connectionsFor(10_000, Duration.ofMillis(1))).isEqualTo(12);
        assertThat(connectionsFor(10_001, Duration.ofMillis(1))).isEqualTo(13);
        assertThat(connectionsFor(1, Duration.ofMillis(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e9, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatNeedsNoConnectionOrTooManyIsRefused(double rate) {
        assertThatThrownBy(() -> connectionsFor(rate, Duration.ofMillis(1)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageMatching("connections: -?\\d+ \\(expected: 1 to 64\\)");
    }

    private static int connectionsFor(double rate, Duration latency) {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder().uri("redis://localhost");
        return settings.connectionsFor(rate, latency).settings().connections();
    }

    @Test
    void aMalformedUriIsNotRepeated() {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder().uri("http://user:secret@host");
        assertThat(catchThrowableOfType(InvalidConfigException.class, settings::build))
                .hasMessage("uri: malformed (expected: redis://host:port)")
                .hasNoCause();
    }

    @Test
    void aClusterIsGivenInPlaceOfAUri() {
        RedisSettings settings = RedisRemoteStore.builder()
                .cluster("rediss://user:secret@one:1", "rediss://two")
                .settings();
        assertThat(settings.seeds()).extracting(RedisURI::getHost).containsExactly("one", "two");
        assertThat(settings.at("three", 3).isSsl()).isTrue();
        assertThat(settings.at("three", 3).getCredentialsProvider())
                .isSameAs(settings.uri().getCredentialsProvider());
    }

    @Test
    void whatDoesNotFitAClusterIsTold() {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder()
                .uri("redis://one")
                .cluster("redis://one/3", "http://two", "rediss://three")
                .sentinelPassword("secret");
        assertThat(catchThrowableOfType(InvalidConfigException.class, settings::build)
                        .problems())
                .containsExactly(
                        "cluster: malformed (expected: redis://host:port)",
                        "uri: given (expected: none, with a cluster)",
                        "cluster: a database (expected: none: a cluster has but one)",
                        "cluster: uris of several kinds (expected: redis:// or rediss:// for all)",
                        "sentinelPassword: given (expected: none, or a uri of redis-sentinel://)");
        assertThatThrownBy(() -> RedisRemoteStore.builder()
                        .cluster("redis-sentinel://one#main")
                        .build())
                .isInstanceOf(InvalidConfigException.class);
    }
}
