package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;

/** One of those compared, ready for its turn. One thread uses it. */
interface Contender extends AutoCloseable {

    String name();

    Role role();

    /**
     * Does once what is measured, before the first turn, and looks whether it is what came of it.
     *
     * @throws Exception if it is not: the contender is left out, and a note says so
     */
    void check() throws Exception;

    /** Works for about so long; gives the figure. */
    double turn(Duration time) throws Exception;

    @Override
    default void close() {}
}
