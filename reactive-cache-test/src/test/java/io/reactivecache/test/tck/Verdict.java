package io.reactivecache.test.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testng.SkipException;

/** How a rule was kept: not broken, not concerned, or broken by what was thrown. */
record Verdict(String rule, @Nullable Throwable thrown) {

    /** Tries a rule on a subject. */
    static Callable<Verdict> of(Method rule, Subject subject) {
        return () -> {
            SubjectVerification verification = new SubjectVerification(subject);
            verification.setUp();
            try {
                rule.invoke(verification);
                return new Verdict(rule.getName(), null);
            } catch (InvocationTargetException thrown) {
                return new Verdict(rule.getName(), thrown.getCause());
            }
        };
    }

    boolean isKept() {
        return thrown == null;
    }

    /** Rules for streams of another length, optional ones, and those nobody can try, are skipped. */
    boolean isBroken() {
        return !isKept() && !(thrown instanceof SkipException);
    }

    Stream<Throwable> failure() {
        return Stream.ofNullable(thrown).filter(error -> isBroken());
    }
}
