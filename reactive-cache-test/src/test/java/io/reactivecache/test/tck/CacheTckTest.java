package io.reactivecache.test.tck;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers of a cache, over ports in memory. */
final class CacheTckTest {

    private static final Caches CACHES = new Caches();

    @AfterAll
    static void end() {
        CACHES.close();
    }

    @TestFactory
    Stream<DynamicTest> reads() {
        return Rules.over(new ReadSubjects(CACHES).subjects());
    }

    @TestFactory
    Stream<DynamicTest> writes() {
        return Rules.over(new WriteSubjects(CACHES).subjects());
    }

    @TestFactory
    Stream<DynamicTest> warming() {
        return Rules.over(new WarmSubjects(CACHES).subjects());
    }
}
