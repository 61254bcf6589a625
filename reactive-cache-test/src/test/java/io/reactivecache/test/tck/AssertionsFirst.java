package io.reactivecache.test.tck;

import org.assertj.core.api.Assertions;
import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sets AssertJ up before any test. Its assumptions abort a test of JUnit, though TestNG, whose way it would take first, is on the
 * class path; and it reads its files here, not on an event loop that happens to assert first.
 */
public final class AssertionsFirst implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Configuration configuration = new Configuration();
        configuration.setPreferredAssumptionException(PreferredAssumptionException.JUNIT5);
        Assertions.assertThat(true).isTrue(); // what AssertJ reads comes first, and may be changed then
        configuration.apply();
    }
}
