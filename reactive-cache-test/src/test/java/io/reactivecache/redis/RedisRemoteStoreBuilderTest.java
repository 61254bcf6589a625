package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisRemoteStoreBuilderTest {

    @Test
    void allProblemsAreToldAtOnce() {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder()
                .commandTimeout(Duration.ZERO)
                .reconnectBackoff(Duration.ofSeconds(-1), Duration.ofSeconds(-2))
                .probeInterval(Duration.ZERO)
                .requestQueueSize(0);
        assertThat(catchThrowableOfType(InvalidConfigException.class, settings::build)
                        .problems())
                .containsExactly(
                        "uri: none (expected: redis://host:port)",
                        "commandTimeout: PT0S (expected: > 0)",
                        "reconnectBackoff.min: PT-1S (expected: > 0)",
                        "reconnectBackoff.max: PT-2S (expected: > 0)",
                        "reconnectBackoff.min: PT-1S (expected: <= reconnectBackoff.max PT-2S)",
                        "probeInterval: PT0S (expected: > 0)",
                        "requestQueueSize: 0 (expected: >= 1)");
    }

    @Test
    void aMalformedUriIsNotRepeated() {
        RedisRemoteStoreBuilder settings = RedisRemoteStore.builder().uri("http://user:secret@host");
        assertThat(catchThrowableOfType(InvalidConfigException.class, settings::build))
                .hasMessage("uri: malformed (expected: redis://host:port)")
                .hasNoCause();
    }
}
