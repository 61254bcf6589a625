package io.reactivecache.samples.benchmarks.compare;

import java.util.List;

/** Something all contenders do. */
interface Scenario {

    /** What it is called where a scenario is asked for. */
    String name();

    /**
     * Measures all contenders by turns.
     *
     * @throws Exception what the contenders throw; the other scenarios are measured all the same
     */
    List<Row> measure(Plan plan) throws Exception;
}
