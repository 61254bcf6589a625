package io.reactivecache.test.tck;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/** Assumptions of AssertJ abort a test of JUnit, though TestNG, whose way AssertJ would take first, is on the class path. */
public final class JUnitAssumptions extends Configuration {

    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }

    /** Quietly. */
    @Override
    public void applyAndDisplay() {
        apply();
    }
}
