package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.config.Preset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CachePoliciesTest {

    private final List<String> order = new ArrayList<>();

    @Test
    void aNamespaceInheritsWhatIsAboveItAndNothingElse() {
        CachePolicies policies = CachePolicies.none()
                .namespace("user:profile", cache -> order.add("user:profile"))
                .namespace("user", cache -> order.add("user"))
                .namespace("use", cache -> order.add("use"))
                .namespace("user:profile:photo", cache -> order.add("user:profile:photo"))
                .all(cache -> order.add("all"));
        ReactiveCaches.builder("user:profile", policies);

        assertThat(order).containsExactly("all", "user", "user:profile");
    }

    @Test
    void theCachesOwnSettingsComeLast() {
        CachePolicies policies = CachePolicies.none()
                .namespace("user", cache -> cache.ttl(Duration.ofMinutes(1)).maximumSize(5));
        List<CacheConfig> built = new ArrayList<>();
        ReactiveCaches.builder("user", policies)
                .ttl(Duration.ofMinutes(2))
                .settings(settings -> built.add(settings.build()));

        assertThat(built).singleElement().satisfies(config -> {
            assertThat(config.ttl().local()).isEqualTo(Duration.ofMinutes(2));
            assertThat(config.local().maximumSize()).isEqualTo(5);
        });
    }

    @Test
    void aPolicyIsACopyAndLeavesTheOneItWasMadeOf() {
        CachePolicies.none().all(cache -> order.add("later"));
        ReactiveCaches.builder("user", CachePolicies.none());

        assertThat(order).isEmpty();
    }

    @Test
    void refusesANamespaceThatIsNoName() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> CachePolicies.none().namespace("no good", cache -> {}))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .singleElement()
                        .asString()
                        .startsWith("namespace:"));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetIsValid(Preset preset) {
        List<CacheConfig> built = new ArrayList<>();
        ReactiveCaches.builder("user", CachePolicies.of(preset)).settings(settings -> built.add(settings.build()));

        assertThat(built).singleElement().isNotEqualTo(new CacheConfigBuilder("user").build());
    }

    @Test
    void presetsSetWhatTheySay() {
        assertThat(config(Preset.DEV)).satisfies(config -> {
            assertThat(config.ttl().local()).isEqualTo(Duration.ofSeconds(10));
            assertThat(config.local().maximumSize()).isEqualTo(1_000);
        });
        assertThat(config(Preset.TEST)).satisfies(config -> {
            assertThat(config.maxLoadTime()).isEqualTo(Duration.ofSeconds(5));
            assertThat(config.ttl().jitter()).isZero();
            assertThat(config.stale().kept()).isZero();
        });
        assertThat(config(Preset.PROD)).satisfies(config -> {
            assertThat(config.ttl().jitter()).isEqualTo(0.1);
            assertThat(config.stale().max()).isEqualTo(Duration.ofMinutes(10));
            assertThat(config.stale().early()).isEqualTo(1);
            assertThat(config.flight().softTimeout()).isEqualTo(Duration.ofMillis(500));
            assertThat(config.flight().hardTimeout()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    private static CacheConfig config(Preset preset) {
        CacheConfigBuilder builder = new CacheConfigBuilder("user");
        preset.applyTo(builder);
        return builder.build();
    }
}
