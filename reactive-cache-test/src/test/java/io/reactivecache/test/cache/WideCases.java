package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.WideNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.test.Eventually;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wide invalidation as callers of two nodes see it, over any servers. */
abstract class WideCases {

    private static final String[] KEYS = {"a:1", "a:2", "b:1", "a%3A1", "\u00e4:1", "b"};

    private WideNodes nodes;
    private ReactiveCache<String, String> a;
    private ReactiveCache<String, String> b;

    /** Where the nodes keep and announce what they do. */
    abstract WideNodes.Servers servers();

    @BeforeEach
    final void startTwoNodesThatHaveReadEverything() {
        nodes = new WideNodes(servers());
        a = nodes.node();
        b = nodes.node();
        nodes.setAll("old", KEYS);
        readAll();
        nodes.setAll("new", KEYS);
    }

    @AfterEach
    final void closeNodes() {
        nodes.close();
    }

    private void readAll() {
        for (String key : KEYS) {
            assertThat(get(a, key)).isEqualTo(get(b, key));
        }
    }

    @Test
    void aTagIsGoneEverywhereAndOthersStay() {
        List<Position> positions = a.invalidateTag("a").block(LIMIT);

        assertThat(positions).extracting(Position::partition).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        onlyNewAre("a:1", "a:2", "a%3A1");
    }

    @Test
    void aPrefixIsThatOfTheKeyAsItIsAndNotAsItIsWritten() {
        a.invalidatePrefix("a:").block(LIMIT);

        onlyNewAre("a:1", "a:2");
    }

    @Test
    void aPrefixMayHavePercentSigns() {
        a.invalidatePrefix("a%3A").block(LIMIT);

        onlyNewAre("a%3A1");
    }

    @Test
    void aPatternMatchesTheWholeKey() {
        a.invalidatePattern("?:1").block(LIMIT);

        onlyNewAre("a:1", "b:1", "\u00e4:1");
    }

    @Test
    void clearedIsEverything() {
        a.clear().block(LIMIT);

        onlyNewAre(KEYS);
    }

    @Test
    void oneAfterTheOtherAddsUp() {
        a.invalidateTag("b").block(LIMIT);
        a.invalidatePrefix("\u00e4").block(LIMIT);
        a.invalidatePattern("*2").block(LIMIT);

        onlyNewAre("b:1", "b", "\u00e4:1", "a:2");
        nodes.setAll("newer", "b:1");
        b.invalidateTag("b").block(LIMIT);
        Eventually.within(LIMIT)
                .passes(() -> assertThat(get(a, "b:1")).isEqualTo(get(b, "b:1")).isEqualTo("newer"));
    }

    @Test
    void aNodeThatStartsLaterUsesNothingOld() {
        a.invalidateTag("a").block(LIMIT);
        ReactiveCache<String, String> c = nodes.node();

        assertThat(get(c, "a:1")).isEqualTo("new");
        assertThat(get(c, "a:2")).isEqualTo("new");
    }

    @Test
    void expiredIsStaleAndAnsweredWhereNothingNewerCanBeHad() {
        a.expireTag("a").block(LIMIT);
        a.expirePrefix("\u00e4").block(LIMIT);
        a.expirePattern("b?1").block(LIMIT);
        a.expire("b").block(LIMIT);
        nodes.broken = true;
        for (String key : KEYS) {
            assertThat(get(a, key)).isEqualTo("old");
        }

        nodes.broken = false;
        for (String key : KEYS) {
            Eventually.within(LIMIT)
                    .passes(() -> assertThat(get(a, key)).isEqualTo(get(b, key)).isEqualTo("new"));
        }
    }

    @Test
    void allIsExpired() {
        a.expireAll().block(LIMIT);

        onlyNewAre(KEYS);
    }

    @Test
    void removedIsNeverAnsweredEvenIfNothingNewerCanBeHad() {
        a.expireTag("a").block(LIMIT);
        a.invalidatePrefix("a:").block(LIMIT);
        a.invalidate("b").block(LIMIT);
        nodes.broken = true;

        for (String key : new String[] {"a:1", "a:2", "b"}) {
            assertThatThrownBy(() -> get(a, key)).hasMessage("rows: away");
            Eventually.within(LIMIT)
                    .passes(() -> assertThatThrownBy(() -> get(b, key)).hasMessage("rows: away"));
        }
        assertThat(get(a, "a%3A1")).isEqualTo("old");
    }

    @Test
    void knowledgeOfAbsenceHasTagsToo() {
        assertThat(a.get("c:1").blockOptional(LIMIT)).isEmpty();
        assertThat(b.get("c:1").blockOptional(LIMIT)).isEmpty();
        nodes.setAll("new", "c:1");
        assertThat(a.get("c:1").blockOptional(LIMIT)).isEmpty();
        a.expireTag("c").block(LIMIT);

        assertThat(get(a, "c:1")).isEqualTo("new");
        Eventually.within(LIMIT)
                .passes(() -> assertThat(b.get("c:1").blockOptional(LIMIT)).contains("new"));
    }

    @Test
    void aLoadThatIsOvertakenAnswersThoseWhoWaitAndNobodyElse() {
        a.invalidate("a:1").block(LIMIT);
        nodes.setAll("read", "a:1");
        CompletableFuture<String> waiter = held("a:1");
        nodes.setAll("new", "a:1");
        a.invalidateTag("a").block(LIMIT);
        CompletableFuture<String> later = a.get("a:1").toFuture();
        nodes.loaded.open();

        assertThat(waiter.join()).isEqualTo("read");
        assertThat(later.join()).isEqualTo("new");
        assertThat(get(a, "a:1")).isEqualTo("new");
        assertThat(get(nodes.node(), "a:1")).isEqualTo("new");
    }

    private CompletableFuture<String> held(String key) {
        nodes.loaded.shut();
        CompletableFuture<String> waiter = a.get(key).toFuture();
        nodes.loaded.awaitArrival();
        return waiter;
    }

    @Test
    void aLoadThatIsNotMeantIsKept() {
        nodes.setAll("new", "c:1");
        CompletableFuture<String> waiter = held("c:1");
        a.invalidatePrefix("a").block(LIMIT);
        nodes.loaded.open();
        waiter.join();
        nodes.setAll("newer", "c:1");

        assertThat(get(a, "c:1")).isEqualTo("new");
    }

    @Test
    void aBulkReadThatIsOvertakenIsNotKept() {
        a.clear().block(LIMIT);
        nodes.setAll("read", KEYS);
        nodes.loaded.shut();
        CompletableFuture<?> bulk = a.getAll(List.of(KEYS)).toFuture();
        nodes.loaded.awaitArrival();
        nodes.setAll("new", KEYS);
        a.clear().block(LIMIT);
        nodes.loaded.open();
        bulk.join();

        Map<String, String> values = a.getAll(List.of(KEYS)).block(LIMIT).values();
        assertThat(values)
                .hasSize(KEYS.length)
                .allSatisfy((key, value) -> assertThat(value).isEqualTo("new"));
    }

    @Test
    void aBulkReadAfterwardsReadsAnew() {
        a.invalidatePrefix("a:").block(LIMIT);

        Map<String, String> values = a.getAll(List.of(KEYS)).block(LIMIT).values();
        assertThat(values)
                .containsEntry("a:1", "new")
                .containsEntry("a:2", "new")
                .containsEntry("b:1", "old");
    }

    @Test
    void aPutAfterwardsIsKept() {
        a.clear().block(LIMIT);
        keeps(a, "a:1", "new");
        a.put("a:1", "put").block(LIMIT);
        nodes.setAll("newer", "a:1");

        assertThat(get(a, "a:1")).isEqualTo("put");
        assertThat(get(nodes.node(), "a:1")).isEqualTo("put");
        a.clear().block(LIMIT);
        assertThat(get(a, "a:1")).isEqualTo("newer");
    }

    @Test
    void whatIsGivenBackIsCountedExactly() {
        String[] many = IntStream.range(0, 3_000).mapToObj(i -> "m:" + i).toArray(String[]::new);
        nodes.setAll("old", many);
        Eventually.within(LIMIT).holds("filled", () -> {
            a.with(ReadOptions.none().skipLocal()).getAll(List.of(many)).block(LIMIT);
            return values("m:") == many.length;
        });
        long others = values("");
        a.invalidateTag("m").block(LIMIT);
        a.expirePrefix("b").block(LIMIT);
        long expired = values("b");

        assertThat(a.reclaim().block(LIMIT)).isEqualTo(many.length + expired);
        assertThat(a.reclaim().block(LIMIT)).isZero();
        assertThat(values("")).isEqualTo(others - many.length - expired);
        assertThat(get(a, "m:7")).isEqualTo("old");
    }

    /** How many values of keys that begin so there are in the remote tier. */
    private long values(String prefix) {
        return ((Sweepable) servers().store())
                .scan(KeyCodecs.strings().encode(nodes.name) + ":")
                .map(value -> KeyCodecs.text(value.key().split(":", 3)[2]))
                .filter(key -> key.startsWith(prefix))
                .distinct()
                .count()
                .block(LIMIT);
    }

    @Test
    void writesAndWideWritesOfBothNodesLeaveOneTruth() {
        for (int round = 0; round < 20; round++) {
            String value = "round-" + round;
            CompletableFuture<?> put = a.put("a:1", value).toFuture();
            CompletableFuture<?> wide = b.invalidateTag("a").toFuture();
            CompletableFuture<?> cleared = a.clear().toFuture();
            CompletableFuture<?> read = b.get("a:1").toFuture();
            CompletableFuture.allOf(put, wide, cleared, read).join();

            assertThat(get(a, "a:1")).isEqualTo(value);
            Eventually.within(LIMIT).passes(() -> assertThat(get(b, "a:1")).isEqualTo(value));
        }
    }

    /** Every key of these is new on both nodes, and every other as it was. */
    private void onlyNewAre(String... keys) {
        for (String key : KEYS) {
            String expected = List.of(keys).contains(key) ? "new" : "old";
            assertThat(get(a, key)).isEqualTo(expected);
            Eventually.within(LIMIT).passes(() -> assertThat(get(b, key)).isEqualTo(expected));
            keeps(a, key, expected);
        }
    }

    /** A load that began before this node had applied its own record is not kept. */
    private static void keeps(ReactiveCache<String, String> cache, String key, String expected) {
        Eventually.within(LIMIT).passes(() -> {
            assertThat(get(cache, key)).isEqualTo(expected);
            assertThat(local(cache, key)).isEqualTo(expected);
        });
    }

    private static String local(ReactiveCache<String, String> cache, String key) {
        return cache.with(ReadOptions.none().localOnly()).get(key).block(LIMIT);
    }

    private static String get(ReactiveCache<String, String> cache, String key) {
        return cache.get(key).block(LIMIT);
    }
}
