package io.reactivecache.test.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class TestCacheTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration TTL = Duration.ofMinutes(5);

    private final TestCache<String, String> test = TestCache.builder(String.class, String.class)
            .remote()
            .codec(Codecs.strings())
            .writer()
            .settings(cache -> cache.ttl(TTL).flight(flight -> flight.maxLoadTime(Duration.ofSeconds(10))))
            .build();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void loadsOnceForCallersThatComeTogether() {
        test.loader().answers("a", "1").hangs("a");
        List<String> heard = new ArrayList<>();
        test.cache().get("a").subscribe(heard::add);
        test.cache().get("a").subscribe(heard::add);
        assertThat(heard).isEmpty();
        assertThat(test.loader().running()).isEqualTo(1);

        test.loader().release("a");

        assertThat(heard).containsExactly("1", "1");
        assertThat(test.loader().loads("a")).isEqualTo(1);
    }

    @Test
    void aValueExpiresWhenTheTestLetsTimePass() {
        test.loader().answers("a", "1");
        expect(Source.LOADED);
        expect(Source.LOCAL);
        test.advance(TTL.minusMillis(1));
        expect(Source.LOCAL);

        test.advance(Duration.ofMillis(1));

        expect(Source.LOADED);
    }

    @Test
    void aSlowLoadTakesTheTimeOfTheTest() {
        test.loader().answers("a", "1").delays("a", Duration.ofSeconds(5));

        StepVerifier.create(test.cache().get("a"))
                .then(() -> test.advance(Duration.ofSeconds(5)))
                .expectNext("1")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aLoadThatHangsIsCutOff() {
        test.loader().hangs("a");

        StepVerifier.create(test.cache().get("a"))
                .then(() -> test.advance(Duration.ofSeconds(10)))
                .expectError(LoadTimeoutException.class)
                .verify(LONG);
        assertThat(test.loader().running()).isZero();
    }

    @Test
    void aLoadThatFailsIsTheCallers() {
        IllegalStateException away = new IllegalStateException("away");
        test.loader().fails("a", away);
        StepVerifier.create(test.cache().get("a"))
                .expectErrorMatches(away::equals)
                .verify(LONG);

        test.loader().answers("a", "1");

        expect(Source.LOADED);
    }

    @Test
    void manyKeysAreLoadedAtOnce() {
        test.loader().answers("a", "1").answers("b", "2");

        StepVerifier.create(test.cache().getAll(Set.of("a", "b", "c")))
                .assertNext(found -> assertThat(found.values()).containsOnlyKeys("a", "b"))
                .expectComplete()
                .verify(LONG);
        assertThat(test.loader().batches()).containsExactly(Set.of("a", "b", "c"));
    }

    @Test
    void aPutGoesThroughTheWriterAndIsKept() {
        StepVerifier.create(test.cache().put("a", "1"))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);

        assertThat(test.writer().value("a")).contains("1");
        expect(Source.LOCAL);
        assertThat(test.loader().keys()).isEmpty();
    }

    @Test
    void aWriteThatFailsIsToldAndLeavesNothing() {
        test.writer().fails("a", new IllegalStateException("full"));

        StepVerifier.create(test.cache().put("a", "1"))
                .expectError(WriteFailedException.class)
                .verify(LONG);
        StepVerifier.create(test.cache().get("a")).expectComplete().verify(LONG);
        assertThat(test.writer().value("a")).isEmpty();
    }

    @Test
    void theRemoteTierFailsOnDemandAndReadsGoOn() {
        test.loader().answers("a", "1");
        test.remote().set(RemoteOperation.READ, Fault.fail(() -> new IllegalStateException("away")));

        expect(Source.LOADED);

        assertThat(test.remote().calls(RemoteOperation.READ)).isPositive();
    }

    @Test
    void whatItWasBuiltWithoutIsSaid() {
        try (TestCache<Long, String> small =
                TestCache.builder(Long.class, String.class).build()) {
            assertThatIllegalStateException().isThrownBy(small::writer).withMessageContaining("writer: none");
            assertThatIllegalStateException().isThrownBy(small::remote).withMessageContaining("remote: none");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TestCache.builder(List.class, String.class));
    }

    private void expect(Source source) {
        StepVerifier.create(test.cache().lookup("a"))
                .assertNext(found -> {
                    assertThat(found.value()).isEqualTo("1");
                    assertThat(found.source()).isEqualTo(source);
                })
                .expectComplete()
                .verify(LONG);
    }
}
