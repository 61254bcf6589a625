package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.KeyWrite;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whole caches over a journal on a topic. */
@KafkaTest
class KafkaJournalCacheTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaJournals journals;
    private final JournalTopic topic;
    private final InProcessDeadLetters letters = new InProcessDeadLetters(10);
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<ReactiveCache<String, String>> caches = new ArrayList<>();

    KafkaJournalCacheTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
        this.topic = new JournalTopic(kafka.bootstrapServers(), journals.topic());
    }

    private KafkaWriteJournal onePartition() {
        return journals.node(settings -> settings.partitions(1));
    }

    private CacheWrites<String, String> cache(KafkaWriteJournal journal) {
        ReactiveCache<String, String> cache = WatchedCaches.build(ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .bulkWriter(this::write)
                .writeBehind(behind -> behind.journal(journal).deadLetters(letters)));
        cache.ready().block(LIMIT);
        caches.add(cache);
        return cache.with(WriteOptions.none().durability(Durability.DEFERRED));
    }

    private Mono<Void> write(List<KeyWrite<String, String>> writes) {
        return Mono.fromRunnable(() -> writes.forEach(
                each -> written.add(each.key() + " " + each.value().orElseThrow())));
    }

    private static void put(CacheWrites<String, String> cache, String key, int from, int to) {
        Flux.range(from, to - from)
                .concatMap(value -> cache.put(key, String.valueOf(value)))
                .blockLast(LIMIT);
    }

    private void flush() {
        caches.get(caches.size() - 1).flush().block(LIMIT);
    }

    @AfterEach
    void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
        journals.close();
    }

    @Test
    void whatACacheHasAppliedIsNotAppliedAgainByTheNext() {
        put(cache(onePartition()), "key", 0, 5);
        flush();
        close();
        written.clear();
        put(cache(onePartition()), "other", 5, 6);
        flush();

        assertThat(written).containsExactly("other 5");
    }

    @Test
    void whatWasAppliedMakesRoomForWhatIsToCome() {
        CacheWrites<String, String> cache = cache(journals.node(settings -> settings.maxUnacknowledged(3)));
        for (int round = 0; round < 5; round++) {
            put(cache, "key", 3 * round, 3 * round + 3);
            flush();
        }

        assertThat(written).last().isEqualTo("key 14");
    }

    @Test
    void aRecordThatIsNoWriteGoesToTheDeadLettersAndTheOthersAreApplied() {
        CacheWrites<String, String> cache = cache(onePartition());
        put(cache, "key", 0, 1);
        topic.append("key", "no write");
        put(cache, "key", 1, 2);
        flush();
        Eventually.within(LIMIT).holds("all committed", () -> topic.committed() == 3);

        assertThat(written).last().isEqualTo("key 1");
        assertThat(letters.letters().collectList().block(LIMIT))
                .extracting(DeadLetter::payload)
                .containsExactly("no write".getBytes(UTF_8));
    }
}
