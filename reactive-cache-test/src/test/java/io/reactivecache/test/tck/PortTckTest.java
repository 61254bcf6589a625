package io.reactivecache.test.tck;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers of ports that ask no server. */
final class PortTckTest {

    static Stream<Suite> suites() {
        return Stream.of(
                new MemorySubjects(),
                new LossySubjects(),
                new AppendSubjects(),
                new FaultSubjects(),
                new KitSubjects(),
                new PolicySubjects());
    }

    @TestFactory
    Stream<DynamicTest> ports() {
        return suites().flatMap(suite -> Rules.over(suite.subjects()));
    }
}
