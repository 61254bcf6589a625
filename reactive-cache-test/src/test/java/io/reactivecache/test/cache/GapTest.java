package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose log delivers records twice, and those of one partition long after those of another. */
class GapTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PARTITIONS = 2;

    private final Truth truth = new Truth();
    private final InMemoryRemoteStore store = new InMemoryRemoteStore(InstantSource.system());
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(PARTITIONS);
    private final FaultyInvalidationLog faulty = new FaultyInvalidationLog(log);
    private final ReactiveCache<Long, String> sound = node(new FaultyInvalidationLog(log));
    private final ReactiveCache<Long, String> node = node(faulty);

    private ReactiveCache<Long, String> node(FaultyInvalidationLog own) {
        return WatchedCaches.build(ReactiveCaches.builder("gaps")
                .keys(Long.class)
                .values(String.class)
                .loader(truth::load)
                .remote(store)
                .log(own));
    }

    @BeforeEach
    void awaitReady() {
        sound.ready().block(LIMIT);
        node.ready().block(LIMIT);
    }

    @AfterEach
    void close() {
        sound.close().block(LIMIT);
        node.close().block(LIMIT);
    }

    @Test
    void whatIsLoadedAfterRecordsThatCameTwiceIsAsGoodAsAnyOther() {
        List<LogEvent> first = new ArrayList<>();
        faulty.deliverInstead(event -> {
            first.add(event);
            return List.of(event, event, first.get(0));
        });
        truth.set(1, "old");
        sound.invalidate(1L).block(LIMIT);
        sound.invalidate(1L).block(LIMIT);
        truth.set(1, "new");
        sound.invalidate(1L).block(LIMIT);

        assertThat(node.get(1L).block(LIMIT)).isEqualTo("new");
        assertThat(sound.lookup(1L).block(LIMIT))
                .satisfies(found -> assertThat(found.value()).isEqualTo("new"))
                .satisfies(found -> assertThat(found.source()).isEqualTo(Source.REMOTE));
    }

    @Test
    void aRecordThatComesAfterManyLaterOnesOfAnotherPartitionIsHeeded() {
        long late = keyOf(0);
        long early = keyOf(1);
        change(late, "old");
        change(early, "old");
        List.of(late, early).forEach(key -> node.get(key).block(LIMIT));
        List<LogEvent> heldBack = holdBackTheFirstPartition();
        change(late, "new");
        LongStream.range(0, 10).forEach(i -> change(early, "new"));
        faulty.deliverInstead(List::of);
        heldBack.forEach(faulty::inject);

        assertThat(node.get(early).block(LIMIT)).isEqualTo("new");
        assertThat(node.get(late).block(LIMIT)).isEqualTo("new");
    }

    private List<LogEvent> holdBackTheFirstPartition() {
        List<LogEvent> heldBack = new ArrayList<>();
        faulty.deliverInstead(event -> {
            boolean passes = ((Appended) event).position().partition() != 0;
            if (!passes) {
                heldBack.add(event);
            }
            return passes ? List.of(event) : List.of();
        });
        return heldBack;
    }

    private void change(long key, String value) {
        truth.set(key, value);
        sound.invalidate(key).block(LIMIT);
    }

    private long keyOf(int partition) {
        return LongStream.range(100, 200)
                .filter(key -> {
                    Position record = sound.invalidate(key).block(LIMIT);
                    return record.partition() == partition;
                })
                .findFirst()
                .orElseThrow();
    }
}
