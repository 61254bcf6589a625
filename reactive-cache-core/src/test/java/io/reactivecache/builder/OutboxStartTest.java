package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.EntryPredicate;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.Announcement;
import io.reactivecache.fixture.Heard;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is written before the log was ever reached waits in the outbox. */
final class OutboxStartTest {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofMillis(500);

    private final Outage outage = new Outage();
    private final List<String> written = new ArrayList<>();
    private @Nullable RuntimeException writerFails;

    @AfterEach
    void close() {
        outage.close();
    }

    private ReactiveCache<String, String> queueing() {
        return outage.starting(builder -> queueing(builder)
                .writer((key, value) -> Mono.fromRunnable(() -> {
                    if (writerFails != null) {
                        throw writerFails;
                    }
                    written.add(key + "=" + value);
                })));
    }

    private static CacheBuilder<String, String> queueing(CacheBuilder<String, String> builder) {
        return builder.settings(settings ->
                settings.log(log -> log.announcement(Announcement.QUEUE).announceTimeout(WAIT)));
    }

    @Test
    void aPutWaitsForTheLogAndIsThenWrittenAndQueued() {
        ReactiveCache<String, String> cache = queueing();
        Heard<?> put = Heard.of(cache.put("key", "value"));
        outage.pass(WAIT.minus(Outage.MILLI));
        assertThat(written).isEmpty();
        assertThat(put.isNothing()).isTrue();
        outage.pass(Outage.MILLI);

        assertThat(put.isEmpty()).isTrue();
        assertThat(written).containsExactly("key=value");
        assertThat(queued(cache)).isEqualTo(1);
    }

    @Test
    void whatComesWhileOthersWaitIsQueuedAtOnce() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);

        assertThat(Heard.of(cache.put("second", "value")).isEmpty()).isTrue();
        assertThat(Heard.of(cache.expire("third")).isEmpty()).isTrue();
        assertThat(Heard.of(cache.invalidateWhere(EntryPredicate.tag("fourth"))).isEmpty())
                .isTrue();
        assertThat(written).containsExactly("second=value");
        assertThat(queued(cache)).isEqualTo(4);
    }

    @Test
    void whatWaitsIsAnnouncedInOrderAndOnceForEachKeyWhenTheLogIsReached() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);
        Stream.of("second", "third", "second").forEach(key -> Heard.of(cache.put(key, "value")));
        outage.pass(WAIT.multipliedBy(3));
        assertThat(outage.log.appended()).isEmpty();
        outage.follow();
        outage.pass(ROUND);

        assertThat(announced()).containsExactly("first", "second", "third");
        assertThat(queued(cache)).isZero();
    }

    @Test
    void aPutThatWaitedLeavesNoValue() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);
        Heard.of(cache.put("key", "value"));
        outage.follow();
        outage.pass(ROUND);
        outage.log.deliver(0);
        outage.log.deliver(1);

        Heard<String> read = Heard.of(cache.get("key"));
        assertThat(read.isNothing()).isTrue();
        outage.scene.loader().last().brings("value");
        assertThat(read.values()).containsExactly("value");
    }

    @Test
    void aLogThatIsReachedMeanwhileGivesAPosition() {
        ReactiveCache<String, String> cache = queueing();
        Heard<?> invalidation = Heard.of(cache.invalidate("key"));
        outage.follow();
        outage.pass(Outage.MILLI);

        assertThat(invalidation.values()).hasSize(1);
        assertThat(queued(cache)).isZero();
    }

    @Test
    void aLoadThatBeganBeforeIsNotJoined() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);
        Heard<String> before = Heard.of(cache.get("key"));
        Heard.of(cache.invalidate("key"));
        Heard<String> after = Heard.of(cache.get("key"));

        assertThat(outage.scene.loader().begun()).isEqualTo(2);
        assertThat(Stream.of(before, after)).allMatch(Heard::isNothing);
    }

    @Test
    void aLoadThatBeganBeforeAWideInvalidationIsNotJoined() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);
        Heard<String> before = Heard.of(cache.get("key"));
        Heard.of(cache.clear());
        Heard<String> after = Heard.of(cache.get("key"));

        assertThat(outage.scene.loader().begun()).isEqualTo(2);
        assertThat(Stream.of(before, after)).allMatch(Heard::isNothing);
    }

    @Test
    void aWriterThatFailsIsReportedAndItsKeyQueued() {
        ReactiveCache<String, String> cache = queueing();
        queuedFirst(cache);
        writerFails = new IllegalStateException("down");
        Heard<?> put = Heard.of(cache.put("key", "value"));

        assertThat(put.error())
                .isInstanceOfSatisfying(
                        WriteFailedException.class,
                        failed -> assertThat(failed.step()).isEqualTo(Step.TRUTH));
        assertThat(queued(cache)).isEqualTo(2);
    }

    @Test
    void whereTheCacheIsTheTruthAPutFailsAndAnInvalidationWaits() {
        ReactiveCache<String, String> cache = truth();
        queuedFirst(cache);
        Heard<?> put = Heard.of(cache.put("key", "value"));
        outage.pass(WAIT);

        assertThat(put.error())
                .isInstanceOfSatisfying(
                        WriteFailedException.class,
                        failed -> assertThat(failed.step()).isEqualTo(Step.BEGIN));
        assertThat(queued(cache)).isEqualTo(1);
    }

    private ReactiveCache<String, String> truth() {
        CacheBuilder<String, String> builder = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .clock(outage.scene.clock())
                .scheduler(outage.scene.scheduler())
                .log(outage.log);
        return queueing(builder).build();
    }

    private void queuedFirst(ReactiveCache<String, String> cache) {
        Heard.of(cache.invalidate("first"));
        outage.pass(WAIT);
        assertThat(queued(cache)).isEqualTo(1);
    }

    private long queued(ReactiveCache<String, String> cache) {
        return Heard.of(cache.health()).values().get(0).queued();
    }

    private List<String> announced() {
        return outage.log.appended().stream()
                .map(ChangeFormat::decode)
                .map(change -> ((Change.OfKey) change).key())
                .toList();
    }
}
