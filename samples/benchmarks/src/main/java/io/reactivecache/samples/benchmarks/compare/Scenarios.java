package io.reactivecache.samples.benchmarks.compare;

import java.util.List;

/** Everything that is compared. */
final class Scenarios {

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new LocalHit(),
                new ColdKey(),
                new Remote(),
                new WriteBehind(),
                InvalidationTrip.kafka(),
                InvalidationTrip.redisStreams(),
                new WideInvalidation(),
                new Memory(),
                new TraceReplay(),
                new Storefront());
    }
}
