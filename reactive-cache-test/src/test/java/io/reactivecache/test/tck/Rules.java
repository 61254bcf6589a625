package io.reactivecache.test.tck;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.PublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of the TCK as tests of JUnit: a rule that does not concern a subject is an aborted test. */
final class Rules {

    private static final String ALWAYS_SKIPPED = "untested_";
    private static final List<Method> ALL = Stream.of(PublisherVerification.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .filter(method -> !method.getName().startsWith(ALWAYS_SKIPPED))
            .sorted(Comparator.comparing(Method::getName))
            .toList();

    private Rules() {}

    /** Every rule over every subject. */
    static Stream<DynamicNode> over(Collection<Subject> subjects) {
        return subjects.stream().map(subject -> dynamicContainer(subject.name(), over(subject)));
    }

    private static Stream<DynamicNode> over(Subject subject) {
        return ALL.stream().map(rule -> dynamicTest(rule.getName(), () -> check(rule, subject)));
    }

    /** Tries one rule, on a subject nobody has used. */
    static void check(Method rule, Subject subject) throws Throwable {
        SubjectVerification verification = new SubjectVerification(subject);
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException thrown) {
            throw asOfJUnit(thrown.getCause());
        }
    }

    private static Throwable asOfJUnit(Throwable thrown) {
        return thrown instanceof SkipException ? new TestAbortedException(thrown.getMessage(), thrown) : thrown;
    }

    /** The names of the rules a publisher breaks. */
    static List<String> brokenBy(Subject subject) {
        return ALL.stream()
                .filter(rule -> isBroken(rule, subject))
                .map(Method::getName)
                .toList();
    }

    private static boolean isBroken(Method rule, Subject subject) {
        try {
            check(rule, subject);
            return false;
        } catch (TestAbortedException doesNotConcernIt) {
            return false;
        } catch (Throwable broken) {
            return true;
        }
    }
}
