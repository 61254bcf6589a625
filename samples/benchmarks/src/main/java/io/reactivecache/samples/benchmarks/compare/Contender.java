package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;

/** One of those compared, ready for its turn. One thread uses it. */
interface Contender extends AutoCloseable {

    String name();

    Role role();

    /** Works for about so long; gives the figure. */
    double turn(Duration time) throws Exception;

    @Override
    default void close() {}
}
