package io.reactivecache.test.kit;

import static io.reactivecache.test.CacheAssertions.assertThat;
import static io.reactivecache.test.CacheSteps.answer;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactivecache.Freshness;
import io.reactivecache.Source;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class CacheAssertionsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration TTL = Duration.ofMinutes(5);

    private final TestCache<String, String> test = TestCache.builder(String.class, String.class)
            .remote()
            .codec(Codecs.strings())
            .writer()
            .settings(cache -> cache.ttl(TTL).stale(stale -> stale.max(TTL).throttle(Duration.ofSeconds(1))))
            .build();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anAnswerIsToldByItsValueItsSourceAndItsAge() {
        test.loader().answers("a", "1");

        assertThat(test).answers("a").with("1").from(Source.LOADED).isFresh().isOfAge(Duration.ZERO);
        test.advance(Duration.ofSeconds(7));
        assertThat(test.cache()).answers("a").from(Source.LOCAL).isOfAge(Duration.ofSeconds(7));

        refused(() -> assertThat(test).answers("a").with("2"), "\"1\"");
        refused(() -> assertThat(test).answers("a").from(Source.REMOTE), "LOCAL");
        refused(() -> assertThat(test).answers("a").isOfAge(TTL), "age");
        refused(() -> assertThat(test).answers("a").is(Freshness.FAILED), "FRESH");
        refused(() -> assertThat(test).answersNothingFor("a"), "the answer");
    }

    @Test
    void aStaleAnswerIsTold() {
        test.loader().answers("a", "1");
        assertThat(test).answers("a");
        test.loader().fails("a", new IllegalStateException("away"));
        test.advance(TTL);

        assertThat(test).answers("a").with("1").is(Freshness.FAILED);
        refused(() -> assertThat(test).answers("a").isFresh(), "THROTTLED");
    }

    @Test
    void anEmptyTierIsToldFromAnEmptyAnswer() {
        test.loader().answers("a", "1");
        assertThat(test).hasNothingFor("a").answersNothingFor("b").hasLoaded("a", 0);

        assertThat(test).answers("a");

        refused(() -> assertThat(test).hasNothingFor("a"), "the local tier");
        refused(() -> assertThat(test).answers("b"), "no value");
        refused(() -> assertThat(test).hasLoaded("a", 2), "loads of <a>");
    }

    @Test
    void aReadThatFailsIsTold() {
        IllegalStateException away = new IllegalStateException("away");
        test.loader().fails("a", away).answers("b", "1");

        assertThat(test).failsFor("a").isSameAs(away);
        refused(() -> assertThat(test).answers("a"), "the read failed");
        refused(() -> assertThat(test).failsFor("b"), "a read of <b>");
    }

    @Test
    void callersThatComeTogetherLoadOnce() {
        test.loader().answers("a", "1");

        assertThat(test).loadsOnce("a", 50).hasLoaded("a", 1);

        refused(() -> assertThat(test).loadsOnce("a", 50), "loads of <a>");
    }

    @Test
    void whatIsUnderWayIsNotQuiet() {
        assertThat(test).isQuiet();

        test.loader().hangs("a");
        test.cache().get("a").subscribe();
        refused(() -> assertThat(test).isQuiet(), "loadsAndWrites=1");
        refused(() -> assertThat(test.cache()).isQuiet(), "flights=1");
        test.loader().release("a");
        test.writer().hangs("a");
        test.cache().put("a", "1").subscribe();
        refused(() -> assertThat(test.cache()).isQuiet(), "keysWritten=1");
        test.writer().release("a");

        assertThatCode(() -> assertThat(test).isQuiet()).doesNotThrowAnyException();
    }

    @Test
    void aStepVerifierExpectsAnAnswer() {
        test.loader().answers("a", "1");

        StepVerifier.create(test.cache().lookup("a"))
                .expectNextMatches(answer("1", Source.LOADED))
                .expectComplete()
                .verify(LONG);
        refused(
                () -> StepVerifier.create(test.cache().lookup("a"))
                        .expectNextMatches(answer("1", Source.REMOTE))
                        .expectComplete()
                        .verify(LONG),
                "predicate");
        refused(
                () -> StepVerifier.create(test.cache().lookup("a"))
                        .expectNextMatches(answer("2"))
                        .expectComplete()
                        .verify(LONG),
                "predicate");
    }

    private static void refused(ThrowingCallable assertion, String word) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(word);
    }
}
