package io.reactivecache.test.netty;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Has leaks watched from before the first test on. */
public final class LeaksFirst implements LauncherSessionListener {

    /** For JUnit. */
    public LeaksFirst() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Leaks.watch();
    }
}
