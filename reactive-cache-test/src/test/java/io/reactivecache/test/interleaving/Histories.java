package io.reactivecache.test.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How many histories Lincheck tries of each class; each is an instance of that class. */
final class Histories {

    private static final int SCENARIOS = Integer.getInteger("lincheck.scenarios", 20);
    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 200);

    private static final AtomicLong TURNS = new AtomicLong();

    private Histories() {}

    /** Lets other threads go on meanwhile: neither yields nor waits for a spin, which count as blocking. */
    static void linger() {
        for (int turn = 0; turn < 100; turn++) {
            TURNS.incrementAndGet();
        }
    }

    /** Three threads with three operations each, and the specification of what they do alone. */
    static void check(Class<?> operations, Class<?> alone, AtomicLong instances) {
        long before = instances.get();
        new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(alone)
                .check(operations);
        assertThat(instances.get() - before).as("histories").isGreaterThanOrEqualTo((long) SCENARIOS * INVOCATIONS);
    }
}
