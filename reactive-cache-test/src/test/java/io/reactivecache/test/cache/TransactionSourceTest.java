package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.CacheTransaction;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.TransactionalCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.test.quiet.WatchedCaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What happens inside of a transaction, and how it ends: over a system of record whose transactions are rows of their own. */
class TransactionSourceTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ROWS = "rows";

    private final Map<String, String> committed = new ConcurrentHashMap<>(Map.of("k", "old", "other", "other"));
    private final Map<String, String> uncommitted = new ConcurrentHashMap<>();
    private final List<String> steps = new ArrayList<>();
    private final ReactiveCache<String, String> cache = WatchedCaches.build(ReactiveCaches.builder("transactions")
            .keys(String.class)
            .values(String.class)
            .loader(key -> Mono.deferContextual(
                    context -> Mono.justOrEmpty(rows(context).getOrDefault(key, committed.get(key)))))
            .writer((key, value) -> Mono.deferContextual(
                    context -> Mono.fromRunnable(() -> rows(context).put(key, value)))));
    private final TransactionalCache<String, String> inside = cache.transactional();

    private static Map<String, String> rows(reactor.util.context.ContextView context) {
        return context.<Map<String, String>>getOrDefault(ROWS, Map.of());
    }

    @BeforeEach
    void fill() {
        cache.get("k").then(cache.get("other")).block(LIMIT);
    }

    @AfterEach
    void close() {
        cache.close().block(LIMIT);
    }

    private <T> Mono<T> transaction(Mono<T> work) {
        return CacheTransaction.transactional(
                work.contextWrite(context -> context.put(ROWS, uncommitted)),
                () -> Mono.fromRunnable(() -> {
                    steps.add("commit");
                    committed.putAll(uncommitted);
                }),
                () -> Mono.fromRunnable(() -> steps.add("rollback")));
    }

    @Test
    void aTransactionReadsItsOwnWriteAndNobodyElseDoes() {
        StepVerifier.create(transaction(inside.put("k", "new")
                        .then(cache.get("k"))
                        .doOnNext(other -> assertThat(other).isEqualTo("old"))
                        .then(inside.get("k"))))
                .expectNext("new")
                .expectComplete()
                .verify(LIMIT);
        assertThat(steps).containsExactly("commit");
        assertThat(cache.get("k").block(LIMIT)).isEqualTo("new");
    }

    @Test
    void whatATransactionHasNotChangedItReadsFromTheCache() {
        committed.put("other", "changed behind the cache");

        StepVerifier.create(transaction(inside.put("k", "new").then(inside.get("other"))))
                .expectNext("other")
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void ofAFailedTransactionNothingIsSeen() {
        StepVerifier.create(transaction(inside.put("k", "new").then(Mono.error(new IllegalStateException("no")))))
                .expectErrorMessage("no")
                .verify(LIMIT);

        assertThat(steps).containsExactly("rollback");
        assertThat(cache.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        assertThat(cache.get("k").block(LIMIT)).isEqualTo("old");
    }

    @Test
    void whoLeavesRollsBack() {
        Sinks.Empty<Void> hangs = Sinks.empty();

        StepVerifier.create(transaction(inside.put("k", "new").then(hangs.asMono())))
                .thenAwait()
                .thenCancel()
                .verify(LIMIT);
        assertThat(steps).containsExactly("rollback");
        assertThat(cache.get("k").block(LIMIT)).isEqualTo("old");
    }

    /** Whether it was done nobody knows: nothing of the key may be kept until it cannot matter any more. */
    @Test
    void whatACommitAndARollbackThatFailLeaveBehindStaysFenced() {
        StepVerifier.create(CacheTransaction.transactional(
                        inside.invalidate("k"),
                        () -> Mono.error(new IllegalStateException("commit")),
                        () -> Mono.error(new IllegalStateException("rollback"))))
                .expectErrorMessage("commit")
                .verify(LIMIT);

        assertThat(cache.get("k").block(LIMIT)).isEqualTo("old");
        assertThat(cache.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOADED);
    }

    @Test
    void aCommitThatIsRolledBackLeavesTheKeyToBeKept() {
        StepVerifier.create(CacheTransaction.transactional(
                        inside.invalidate("k"), () -> Mono.error(new IllegalStateException("commit")), Mono::empty))
                .expectErrorMessage("commit")
                .verify(LIMIT);

        cache.get("k").block(LIMIT);
        assertThat(cache.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void whoLeavesDuringTheCommitDoesNotKeepItsChangesFromBeingMade() {
        Sinks.Empty<Void> commit = Sinks.empty();
        StepVerifier.create(CacheTransaction.transactional(
                        inside.invalidate("k").contextWrite(context -> context.put(ROWS, uncommitted)),
                        () -> commit.asMono().doOnSubscribe(begun -> steps.add("begun")),
                        () -> Mono.fromRunnable(() -> steps.add("rollback"))))
                .thenAwait()
                .thenCancel()
                .verify(LIMIT);
        committed.put("k", "new");
        commit.tryEmitEmpty();

        cache.get("k").block(LIMIT);
        assertThat(steps).containsExactly("begun");
        assertThat(cache.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        assertThat(cache.get("k").block(LIMIT)).isEqualTo("new");
    }

    @Test
    void outsideOfATransactionAChangeIsMadeAtOnce() {
        committed.put("k", "new");
        inside.invalidate("k").block(LIMIT);

        assertThat(inside.get("k").block(LIMIT)).isEqualTo("new");
    }

    @Test
    void nothingHappensBeforeTheSubscription() {
        Publisher<?> unused = transaction(inside.put("k", "new"));

        assertThat(unused).isNotNull();
        assertThat(steps).isEmpty();
        assertThat(uncommitted).isEmpty();
    }

    @Test
    void aTransactionHasOnlySoManyChanges() {
        CacheTransaction transaction = CacheTransaction.begin();
        for (int i = 0; i < CacheTransaction.MOST_CHANGES; i++) {
            inside.invalidate("k" + i).contextWrite(transaction::in).block(LIMIT);
        }

        inside.invalidate("k0").contextWrite(transaction::in).block(LIMIT);
        assertThatThrownBy(() ->
                        inside.invalidate("k").contextWrite(transaction::in).block(LIMIT))
                .isInstanceOf(CacheOverloadedException.class)
                .hasMessageContaining("10000");
    }

    @Test
    void aFencedTransactionTakesNoMoreChangesAndEndsOnce() {
        CacheTransaction transaction = CacheTransaction.begin();
        assertThatThrownBy(() -> transaction.committed().block(LIMIT))
                .hasMessageContaining("ACTIVE (expected: FENCED)");
        transaction.fence().block(LIMIT);

        assertThatThrownBy(() ->
                        inside.invalidate("k").contextWrite(transaction::in).block(LIMIT))
                .hasMessageContaining("FENCED (expected: ACTIVE)");
        transaction.committed().block(LIMIT);
        assertThatThrownBy(() -> transaction.committed().block(LIMIT)).hasMessageContaining("ENDED");
    }

    @Test
    void whereTheCacheIsTheTruthItIsChangedAfterTheCommit() {
        ReactiveCache<String, String> truth = WatchedCaches.build(
                ReactiveCaches.builder("truth").keys(String.class).values(String.class));
        truth.put("gone", "there").block(LIMIT);
        TransactionalCache<String, String> changes = truth.transactional();
        CacheTransaction transaction = CacheTransaction.begin();
        changes.put("k", "new")
                .then(changes.remove("gone"))
                .contextWrite(transaction::in)
                .block(LIMIT);
        transaction.fence().block(LIMIT);
        assertThat(truth.get("k").block(LIMIT)).isNull();
        assertThat(truth.get("gone").block(LIMIT)).isEqualTo("there");
        transaction.committed().block(LIMIT);

        assertThat(truth.get("k").block(LIMIT)).isEqualTo("new");
        assertThat(truth.get("gone").block(LIMIT)).isNull();
        truth.close().block(LIMIT);
    }

    @Test
    void ofWhatARolledBackTransactionWouldHavePutNothingIsThere() {
        ReactiveCache<String, String> truth = WatchedCaches.build(
                ReactiveCaches.builder("truth").keys(String.class).values(String.class));
        CacheTransaction transaction = CacheTransaction.begin();
        truth.transactional().put("k", "new").contextWrite(transaction::in).block(LIMIT);
        transaction.fence().then(transaction.rolledBack()).block(LIMIT);

        assertThat(truth.get("k").block(LIMIT)).isNull();
        truth.close().block(LIMIT);
    }
}
