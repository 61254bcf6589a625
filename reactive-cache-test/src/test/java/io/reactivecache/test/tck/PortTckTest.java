package io.reactivecache.test.tck;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers of ports that ask no server. */
final class PortTckTest {

    @TestFactory
    Stream<DynamicTest> inMemory() {
        return Rules.over(new MemorySubjects().subjects());
    }

    @TestFactory
    Stream<DynamicTest> faults() {
        return Rules.over(new FaultSubjects().subjects());
    }

    @TestFactory
    Stream<DynamicTest> policies() {
        return Rules.over(new PolicySubjects().subjects());
    }
}
