package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.KeyFilterLostException;
import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The filter against a server that is scripted, with answers in the form of RESP3. */
@Timeout(60)
class RedisKeyFilterTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));

    private final BloomServer server = new BloomServer(isResp3());
    private final RedisRemoteStore store = RedisRemoteStore.builder()
            .uri(server.uri())
            .reconnectBackoff(Duration.ofMillis(10), Duration.ofMillis(100))
            .build();

    /** The form of the server's answers. */
    boolean isResp3() {
        return true;
    }

    @BeforeEach
    void connect() {
        awaitLink(true);
    }

    @AfterEach
    void end() {
        store.dispose();
        server.close();
    }

    @Test
    void holdsWhatWasAddedAndNothingElse() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a", "b:c", "%C3%A4")));

        assertThat(ask(filter, "a")).isTrue();
        assertThat(ask(filter, "b:c")).isTrue();
        assertThat(ask(filter, "%C3%A4")).isTrue();
        assertThat(ask(filter, "absent")).isFalse();
    }

    @Test
    void addingNothingAsksNobody() {
        RedisKeyFilter filter = cleared();
        server.answer("BF.INSERT", words -> "-ERR refused\r\n");

        complete(filter.add(List.of()));
    }

    @Test
    void nothingIsAskedBeforeTheSubscription() {
        RedisKeyFilter filter = cleared();
        Set<String> names = server.names();
        Mono<Void> clear = filter.clear();
        Mono<Void> add = filter.add(List.of("a"));

        assertThat(server.names()).isEqualTo(names);
        complete(add);
        assertThat(ask(filter, "a")).isTrue();
        complete(clear);
        assertThat(ask(filter, "a")).isFalse();
    }

    @Test
    void clearingBeginsANewFilterAndRemovesTheOld() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a")));
        Set<String> before = server.names();
        complete(filter.clear());

        assertThat(ask(filter, "a")).isFalse();
        assertThat(server.names()).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(server.names()).allMatch(name -> name.matches("orders%3Aopen:filter:[0-9a-f]+"));
    }

    @Test
    void aFilterThatCannotBeRemovedIsLeftToItsTimeToLive() {
        RedisKeyFilter filter = cleared();
        server.answer("UNLINK", words -> "-ERR refused\r\n");
        complete(filter.clear());

        assertThat(server.names()).hasSize(2);
        assertThat(server.expiries().keySet()).containsAll(server.names());
        assertThat(server.expiries().values()).containsOnly("86400000");
    }

    @Test
    void anAdditionProlongsItsLife() {
        RedisKeyFilter filter = cleared();
        server.expiries().clear();
        complete(filter.add(List.of("a")));

        assertThat(server.expiries().keySet()).isEqualTo(server.names());
    }

    @Test
    void beforeItIsClearedItHoldsNothingThatCouldBeAnswered() {
        RedisKeyFilter filter = RedisKeyFilter.on(store, "orders:open", 100, 0.01)
                .blockOptional(LONG)
                .orElseThrow();

        expectLost(filter.mightContain("a"));
        expectLost(filter.add(List.of("a")));
    }

    @Test
    void aFilterThatIsGoneSaysSoInsteadOfHidingEveryKey() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a")));
        server.filters().clear();

        expectLost(filter.mightContain("a"));
        StepVerifier.create(filter.add(List.of("b")))
                .expectErrorSatisfies(refused -> assertThat(reason(refused)).isEqualTo(Reason.REFUSED))
                .verify(LONG);
        assertThat(server.names()).as("not created by an addition").isEmpty();
        complete(filter.clear());
        assertThat(ask(filter, "a")).isFalse();
    }

    @Test
    void afterARestartOfRedisItIsLostThoughItsKeysMayStillBeThere() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a")));
        server.restart("second");
        SOON.holds("link is gone or new", () -> isLost(filter.mightContain("a")));

        expectLost(filter.add(List.of("b")));
        complete(filter.clear());
        complete(filter.add(List.of("a")));
        assertThat(ask(filter, "a")).isTrue();
    }

    @Test
    void anotherConnectionToTheSameRedisGoesOnWithTheFilter() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a")));
        server.restart("first");
        SOON.passes(() -> assertThat(filter.mightContain("a")
                        .onErrorReturn(RemoteUnavailableException.class, false)
                        .block(LONG))
                .isTrue());
    }

    @Test
    void anElementThatRedisDoesNotTakeIsAFailure() {
        RedisKeyFilter filter = cleared();
        server.answer("BF.INSERT", words -> "*2\r\n:1\r\n-ERR full\r\n");

        StepVerifier.create(filter.add(List.of("a", "b")))
                .expectErrorSatisfies(refused -> assertThat(reason(refused)).isEqualTo(Reason.REFUSED))
                .verify(LONG);
    }

    @Test
    void anAnswerOfAnotherLengthIsAFailure() {
        RedisKeyFilter filter = cleared();
        server.answer("BF.MEXISTS", words -> "*1\r\n:1\r\n");

        StepVerifier.create(filter.mightContain("a"))
                .expectErrorSatisfies(refused -> assertThat(reason(refused)).isEqualTo(Reason.REFUSED))
                .verify(LONG);
    }

    @Test
    void aFilterThatCannotBeCreatedLeavesTheLastOneInUse() {
        RedisKeyFilter filter = cleared();
        complete(filter.add(List.of("a")));
        server.answer("BF.RESERVE", words -> "-OOM command not allowed\r\n");

        StepVerifier.create(filter.clear())
                .expectErrorMessage("redis: refused with OOM")
                .verify(LONG);
        assertThat(ask(filter, "a")).isTrue();
    }

    @Test
    void aServerWithoutTheModuleHasNoFilter() {
        server.answer("BF.EXISTS", words -> "-ERR unknown command 'BF.EXISTS', with args beginning with: 'a' '!'\r\n");

        StepVerifier.create(RedisKeyFilter.on(store, "orders", 100, 0.01))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aServerThatRefusesTheQuestionIsNotTakenForOneWithoutTheModule() {
        server.answer("BF.EXISTS", words -> "-NOPERM no permissions\r\n");

        StepVerifier.create(RedisKeyFilter.on(store, "orders", 100, 0.01))
                .expectErrorMessage("redis: refused with NOPERM")
                .verify(LONG);
    }

    @Test
    void withoutAConnectionEverythingErrorsAtOnce() {
        RedisKeyFilter filter = cleared();
        server.close();
        awaitLink(false);

        StepVerifier.create(filter.mightContain("a"))
                .expectErrorSatisfies(away -> assertThat(reason(away)).isEqualTo(Reason.AWAY))
                .verify(LONG);
        StepVerifier.create(RedisKeyFilter.on(store, "orders", 100, 0.01))
                .expectErrorSatisfies(away -> assertThat(reason(away)).isEqualTo(Reason.AWAY))
                .verify(LONG);
    }

    @Test
    void whatCannotWorkIsRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> RedisKeyFilter.on(store, "orders", 0, 0.6))
                .withMessage("expectedKeys: 0 (expected: 1 to 1000000000); "
                        + "falsePositiveRate: 0.6 (expected: 0.000001 to 0.5)");
        assertThatExceptionOfType(InvalidConfigException.class).isThrownBy(() -> RedisKeyFilter.on(store, "", 1, 0.5));
    }

    private RedisKeyFilter cleared() {
        RedisKeyFilter filter = RedisKeyFilter.on(store, "orders:open", 100, 0.01)
                .blockOptional(LONG)
                .orElseThrow();
        complete(filter.clear());
        return filter;
    }

    private void awaitLink(boolean present) {
        store.available().filter(now -> now == present).blockFirst(LONG);
    }

    private static boolean ask(RedisKeyFilter filter, String key) {
        return Boolean.TRUE.equals(filter.mightContain(key).block(LONG));
    }

    private static void complete(Mono<Void> done) {
        StepVerifier.create(done).expectComplete().verify(LONG);
    }

    private static void expectLost(Mono<?> asked) {
        StepVerifier.create(asked).expectError(KeyFilterLostException.class).verify(LONG);
    }

    private static boolean isLost(Mono<?> asked) {
        return Boolean.TRUE.equals(asked.thenReturn(false)
                .onErrorReturn(KeyFilterLostException.class, true)
                .onErrorReturn(RemoteUnavailableException.class, false)
                .block(LONG));
    }

    private static Reason reason(Throwable failure) {
        return ((RemoteUnavailableException) failure).reason();
    }
}
