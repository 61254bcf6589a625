package io.reactivecache.samples.storefront.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reactivecache.Durability;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WriteBehindConfigBuilder;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.micrometer.MicrometerCacheMetrics;
import io.reactivecache.micrometer.MicrometerCacheObserver;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The cache that counts views: what is counted is in a journal, or in memory, until the database has it. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(1);
    private static final int WRITTEN_TOGETHER = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration OPENING = Duration.ofSeconds(30);

    /** The journal, if the setting is there. Waits until it is open: a node must not start without the one it was given. */
    @Bean(destroyMethod = "disposeLater")
    @ConditionalOnProperty("storefront.journal")
    FileWriteJournal viewJournal(StorefrontSettings settings) {
        Path directory = Objects.requireNonNull(settings.journal());
        FileWriteJournal journal =
                FileWriteJournal.builder(directory).appendTimeout(PATIENCE).build();
        journal.opened()
                .onErrorMap(JournalException.class, ViewConfiguration::unusable)
                .block(OPENING);
        return journal;
    }

    private static InvalidConfigException unusable(JournalException failure) {
        return new InvalidConfigException(
                List.of("storefront.journal: " + failure.getMessage() + " (expected: a directory of this node alone)"));
    }

    /** Built when the table is there, as it begins with what the journal has from before. */
    @Bean
    @DependsOn("catalogue")
    ReactiveCache<Counter, Long> viewCache(
            ViewRepository repository,
            Optional<FileWriteJournal> journal,
            MeterRegistry meters,
            ObservationRegistry observations) {
        return ReactiveCaches.builder("views")
                .keys(keys())
                .values(Long.class)
                .loader(repository::find)
                .bulkWriter(repository::write)
                .writeBehind(behind -> {
                    journal.ifPresent(behind::journal);
                    behind.settings(later -> written(later, journal.isPresent()));
                })
                .metrics(MicrometerCacheMetrics.of(meters))
                .observer(MicrometerCacheObserver.of(observations))
                .build();
    }

    private static KeyCodec<Counter> keys() {
        return KeyCodecs.ofParts(
                counter ->
                        List.of(Long.toString(counter.product()), counter.life().toString()),
                parts -> new Counter(Long.parseLong(parts.get(0)), UUID.fromString(parts.get(1))));
    }

    private static void written(WriteBehindConfigBuilder later, boolean isKept) {
        later.durability(isKept ? Durability.DEFERRED : Durability.EVENTUAL)
                .batchTime(WRITTEN_EVERY)
                .batchSize(WRITTEN_TOGETHER)
                .maxWait(PATIENCE)
                .closeTimeout(PATIENCE);
    }
}
