package io.reactivecache.test.tck;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers of a cache, over ports in memory. */
final class CacheTckTest {

    private static Caches caches;

    @BeforeAll
    static void begin() {
        caches = new Caches();
    }

    @AfterAll
    static void end() {
        caches.close();
    }

    static Stream<Suite> suites(Caches caches) {
        return Stream.of(
                new ReadSubjects(caches),
                new WriteSubjects(caches),
                new TransactionSubjects(caches),
                new InvalidationSubjects(caches),
                new WarmSubjects(caches),
                new OperatorSubjects(caches));
    }

    @TestFactory
    Stream<DynamicTest> cache() {
        return suites(caches).flatMap(suite -> Rules.over(suite.subjects()));
    }
}
