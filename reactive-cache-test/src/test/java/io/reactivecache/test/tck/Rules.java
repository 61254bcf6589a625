package io.reactivecache.test.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.MultipleFailuresError;
import org.reactivestreams.tck.PublisherVerification;
import org.testng.annotations.Test;

/**
 * The rules of the TCK as tests of JUnit, one test for each subject. A rule mostly waits for what must not come, so those of
 * one subject are tried side by side, each on a publisher of its own.
 */
final class Rules {

    private static final int SIDE_BY_SIDE = 8;
    private static final long LIMIT_SECONDS = 60;
    private static final List<Method> ALL = Stream.of(PublisherVerification.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .toList();

    private Rules() {}

    /** A test for each subject. */
    static Stream<DynamicTest> over(Collection<Subject> subjects) {
        return subjects.stream().map(subject -> dynamicTest(subject.name(), () -> check(subject)));
    }

    /** Fails with all that was broken. */
    private static void check(Subject subject) throws Exception {
        List<Verdict> verdicts = verdicts(subject);
        List<Throwable> failures = verdicts.stream().flatMap(Verdict::failure).toList();
        if (!failures.isEmpty()) {
            throw new MultipleFailuresError(subject.name() + ": " + brokenAmong(verdicts), failures);
        }
        assertThat(verdicts).as("rules that concern it").anyMatch(Verdict::isKept);
    }

    /** The names of the rules that a publisher breaks. */
    static List<String> brokenBy(Subject subject) throws Exception {
        return brokenAmong(verdicts(subject));
    }

    private static List<String> brokenAmong(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict::isBroken)
                .map(Verdict::rule)
                .sorted()
                .toList();
    }

    /** A publisher that holds up who subscribes ends the waiting with a cancelled verdict. */
    private static List<Verdict> verdicts(Subject subject) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Callable<Verdict>> all =
                    ALL.stream().map(rule -> Verdict.of(rule, subject)).toList();
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> verdict : threads.invokeAll(all, LIMIT_SECONDS, TimeUnit.SECONDS)) {
                verdicts.add(verdict.get());
            }
            return verdicts;
        } finally {
            threads.shutdownNow();
        }
    }
}
