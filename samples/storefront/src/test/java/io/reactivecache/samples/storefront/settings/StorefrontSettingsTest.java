package io.reactivecache.samples.storefront.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;

class StorefrontSettingsTest {

    @Test
    void withoutSettingsTheEmbeddedServersAreUsed() {
        StorefrontSettings settings = bind(Map.of());

        assertThat(settings.nodes()).isEqualTo(2);
        assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.redisAddress()).isEqualTo("redis://localhost:17379");
        assertThat(settings.kafka()).isNull();
        assertThat(settings.databaseAddress()).isEqualTo("r2dbc:h2:tcp://sa@localhost:17082/mem:storefront");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        InvalidConfigException invalid = refused(Map.of(
                "storefront.nodes", "0",
                "storefront.ttl", "-1s",
                "storefront.maximum-size", "0",
                "storefront.products", "0",
                "storefront.log", "a b",
                "storefront.embedded.redis", "70000",
                "storefront.replay", "/no/such/file"));

        assertThat(invalid.problems())
                .containsExactly(
                        "storefront.nodes: 0 (expected: 1 to 16)",
                        "storefront.embedded.redis: 70000 (expected: 0 to 65535)",
                        "storefront.log: a b (expected: 1 to 128 of A-Z a-z 0-9 . _ -)",
                        "storefront.products: 0 (expected: 1 to 10000000)",
                        "storefront.ttl: PT-1S (expected: > 0, at most 365 days)",
                        "storefront.maximum-size: 0 (expected: >= 1)",
                        "storefront.replay: /no/such/file (expected: a readable file)");
    }

    @Test
    void addressesAreCheckedAndNeverRepeated() {
        InvalidConfigException invalid = refused(Map.of(
                "storefront.database", "r2dbc:mysql://user:secret@host/db",
                "storefront.redis", "http://:secret@host",
                "storefront.kafka", "host"));

        assertThat(invalid.problems()).hasSize(3).noneMatch(problem -> problem.contains("secret"));
    }

    private static InvalidConfigException refused(Map<String, String> properties) {
        BindException failure = catchThrowableOfType(BindException.class, () -> bind(properties));
        return (InvalidConfigException) NestedExceptionUtils.getMostSpecificCause(failure);
    }

    private static StorefrontSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("storefront", StorefrontSettings.class);
    }
}
