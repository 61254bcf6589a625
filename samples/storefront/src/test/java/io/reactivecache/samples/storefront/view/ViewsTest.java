package io.reactivecache.samples.storefront.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.KeyWrite;
import io.reactivecache.ReactiveCache;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.samples.storefront.transaction.ScheduledTransactionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Views counted over a database in memory, with a journal in files and without one. */
class ViewsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PRODUCT = 42;

    @TempDir
    private Path directory;

    private final Scheduler queries = Schedulers.newBoundedElastic(4, 1_000, "h2");
    private final ConnectionFactory connections =
            ConnectionFactories.get("r2dbc:h2:mem:///views" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    private final GatedTransaction transaction =
            new GatedTransaction(TransactionalOperator.create(new ScheduledTransactionManager(connections, queries)));
    private final ViewRepository repository =
            new ViewRepository(DatabaseClient.create(connections), transaction, queries);

    /** One life of a node. */
    private final class Node implements AutoCloseable {

        private final Optional<FileWriteJournal> journal;
        private final ReactiveCache<Counter, Long> cache;
        private final Views views;

        Node(Optional<FileWriteJournal> journal) {
            this.journal = journal;
            this.cache = new ViewConfiguration()
                    .viewCache(repository, journal, new SimpleMeterRegistry(), ObservationRegistry.NOOP);
            this.views = new Views(cache, repository);
            cache.ready().block(LIMIT);
        }

        void add(int times) {
            Flux.range(0, times).flatMap(time -> views.add(PRODUCT)).blockLast(LIMIT);
        }

        long count() {
            return views.of(PRODUCT).blockOptional(LIMIT).orElseThrow();
        }

        @Override
        public void close() {
            cache.close().block(LIMIT);
            journal.map(FileWriteJournal::disposeLater).ifPresent(closed -> closed.block(LIMIT));
        }
    }

    private Node withJournal() {
        return new Node(Optional.of(
                FileWriteJournal.builder(directory.resolve("journal")).build()));
    }

    @BeforeEach
    void create() {
        repository.create().block(LIMIT);
    }

    @AfterEach
    void dispose() {
        queries.dispose();
    }

    private long inDatabase() {
        return repository
                .findOthers(new Counter(PRODUCT, UUID.randomUUID()))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Test
    void viewsThatTheDatabaseDoesNotHaveYetAreCountedAndSeen() {
        Sinks.Empty<Void> database = Sinks.empty();
        transaction.gate(database.asMono());
        try (Node node = new Node(Optional.empty())) {
            node.add(100);
            node.add(100);

            assertThat(node.count()).isEqualTo(200);
            assertThat(inDatabase()).isZero();
            database.tryEmitEmpty();
        }
        assertThat(inDatabase()).isEqualTo(200);
    }

    @Test
    void everyViewIsCountedOnceWhateverWasWrittenMeanwhile() {
        try (Node node = withJournal()) {
            for (int round = 1; round <= 2; round++) {
                node.add(50);
                node.cache.flush().block(LIMIT);
                node.add(50);

                assertThat(node.count()).isEqualTo(100L * round);
            }
        }
        assertThat(inDatabase()).isEqualTo(200);
    }

    @Test
    void aNodeThatIsClosedLeavesNoViewBehind() {
        for (int life = 1; life <= 2; life++) {
            try (Node node = new Node(Optional.empty())) {
                node.add(30);
            }
            assertThat(inDatabase()).isEqualTo(30L * life);
        }
    }

    @Test
    void whatTheDatabaseHasMissedInOneLifeIsWrittenInTheNext() {
        transaction.gate(Mono.error(new IllegalStateException("away")));
        try (Node node = withJournal()) {
            node.add(30);
        }
        assertThat(inDatabase()).isZero();
        transaction.gate(Mono.empty());

        try (Node node = withJournal()) {
            node.add(10);
        }
        assertThat(inDatabase()).isEqualTo(40);
    }

    @Test
    void aCountThatIsWrittenAgainOrLateChangesNothing() {
        Counter counter = new Counter(PRODUCT, UUID.randomUUID());
        Counter another = new Counter(PRODUCT + 1, counter.life());

        repository
                .write(List.of(write(counter, 5), write(another, 1)))
                .then(repository.write(List.of(write(counter, 5), write(another, 2))))
                .then(repository.write(List.of(write(counter, 3))))
                .block(LIMIT);

        assertThat(repository.find(counter).block(LIMIT)).isEqualTo(5);
        assertThat(repository.find(another).block(LIMIT)).isEqualTo(2);
    }

    @Test
    void aJournalThatCannotBeUsedIsToldBeforeTheNodeServes() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        StorefrontSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("storefront.journal", file.toString())))
                .bindOrCreate("storefront", StorefrontSettings.class);

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> new ViewConfiguration().viewJournal(settings))
                .withMessageContaining("storefront.journal");
    }

    private static KeyWrite<Counter, Long> write(Counter counter, long views) {
        return new KeyWrite<>(counter, Optional.of(views), UUID.randomUUID());
    }
}
