package io.reactivecache.test.quiet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import reactor.core.publisher.Hooks;

/** The errors of one test that came when nobody was there any more to hear them. */
final class Dropped {

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    /** Begins to listen, in place of whoever did. */
    static Dropped errors() {
        Dropped dropped = new Dropped();
        Hooks.resetOnErrorDropped();
        Hooks.onErrorDropped(dropped.errors::add);
        return dropped;
    }

    void end() {
        Hooks.resetOnErrorDropped();
    }

    void assertNone() {
        Assertions.assertThat(errors).as("errors nobody heard").isEmpty();
    }
}
