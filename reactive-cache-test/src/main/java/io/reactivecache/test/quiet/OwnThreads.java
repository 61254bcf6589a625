package io.reactivecache.test.quiet;

import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** The threads that parts of the library have for themselves, and that end with them. */
final class OwnThreads {

    private static final String PREFIX = "reactive-cache";

    private final Set<Thread> before = now();

    private static Set<Thread> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(PREFIX))
                .collect(Collectors.toSet());
    }

    void assertNoMore() {
        Assertions.assertThat(now()).as("threads of the library").isSubsetOf(before);
    }
}
