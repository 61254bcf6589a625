package io.reactivecache.test.quiet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.test.TestCache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** What is left behind by the planted tests of {@link Case}, which the test kit runs. */
@NotQuiet("what it plants is left in this process, too")
final class QuietExtensionTest {

    private static final String SHORTLY = "PT0.05S";
    private static CountDownLatch over = new CountDownLatch(0);

    @BeforeEach
    void begin() {
        over = new CountDownLatch(1);
    }

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void aTestThatLeavesNothingPasses() {
        assertThat(failureOf("leavesNothing")).isEmpty();
    }

    @Test
    void aLoadThatHangsIsFound() {
        assertThat(failureOf("leavesALoad").orElseThrow()).hasMessageContaining("flights");
    }

    @Test
    void aLoadThatHangsInACacheOfItsOwnIsFound() {
        assertThat(failureOf("leavesALoadOfACacheOfItsOwn").orElseThrow()).hasMessageContaining("flights");
    }

    @Test
    void aWriteThatHangsIsFound() {
        assertThat(failureOf("leavesAWrite").orElseThrow()).hasMessageContaining("keys written");
    }

    @Test
    void anErrorNobodyHearsIsFound() {
        assertThat(failureOf("dropsAnError").orElseThrow()).hasMessageContaining("errors nobody heard");
    }

    @Test
    void aThreadOfTheLibraryIsFound() {
        assertThat(failureOf("leavesAThread").orElseThrow()).hasMessageContaining("threads of the library");
    }

    @Test
    void whatIsMeantToBeLeftIsNotLookedAt() {
        assertThat(failureOf("leavesALoadOnPurpose")).isEmpty();
    }

    @Test
    void aTestThatFailsByItselfIsNotLookedAt() {
        assertThat(failureOf("failsByItself").orElseThrow())
                .hasMessage("by itself")
                .hasNoSuppressedExceptions();
    }

    private static Optional<Throwable> failureOf(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(QuietExtension.LIMIT, SHORTLY)
                .selectors(selectMethod(Case.class, method))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .findFirst()
                .flatMap(TestExecutionResult::getThrowable);
    }

    @QuietTest
    static final class Case {

        private final TestCache<Long, String> test =
                TestCache.builder(Long.class, String.class).writer().build();

        @AfterEach
        void close() {
            test.close();
        }

        @Test
        void leavesNothing() {
            test.loader().answers(1L, "a");
            test.cache().get(1L).block();
        }

        @Test
        void leavesALoad() {
            test.loader().hangs(1L);
            test.cache().get(1L).subscribe();
        }

        @Test
        @NotQuiet("planted")
        void leavesALoadOnPurpose() {
            leavesALoad();
        }

        @Test
        void leavesALoadOfACacheOfItsOwn() {
            ReactiveCache<Long, String> cache = WatchedCaches.build(ReactiveCaches.builder("own")
                    .keys(Long.class)
                    .values(String.class)
                    .loader(key -> Mono.never()));
            cache.get(1L).subscribe();
            cache.close().block(Duration.ofSeconds(10));
        }

        @Test
        void leavesAWrite() {
            test.writer().hangs(1L);
            test.cache().put(1L, "a").subscribe();
        }

        @Test
        void dropsAnError() {
            Operators.onErrorDropped(new IllegalStateException("late"), Context.empty());
        }

        @Test
        void leavesAThread() {
            test.cache().close().block(Duration.ofSeconds(10));
            Thread thread = new Thread(Case::waitForTheEnd, "reactive-cache-planted");
            thread.setDaemon(true);
            thread.start();
        }

        @Test
        void failsByItself() {
            leavesALoad();
            throw new AssertionError("by itself");
        }

        private static void waitForTheEnd() {
            try {
                over.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
