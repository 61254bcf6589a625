package io.reactivecache.test.quiet;

import io.reactivecache.test.AbstractCacheAssert;
import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes tests as {@link QuietTest} says. May be registered for all tests of a module by JUnit's detection of
 * extensions, in place of the annotation.
 */
public final class QuietExtension implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback {

    /** JUnit's configuration parameter for how long what ends by itself is waited for. Defaults to {@code PT10S}. */
    public static final String LIMIT = "io.reactivecache.test.quiet.limit";

    private static final Namespace NAMESPACE = Namespace.create(QuietExtension.class);

    /** For JUnit. */
    public QuietExtension() {}

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        WatchedCaches.begin();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        WatchedCaches.begin();
        context.getStore(NAMESPACE).put(Before.class, new Before(Dropped.errors(), new OwnThreads()));
    }

    /** After the test's own methods for it, which close what it had. */
    @Override
    public void afterEach(ExtensionContext context) {
        List<WatchedCache> caches = WatchedCaches.end();
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).remove(Before.class, Before.class));
        try {
            if (!caches.isEmpty() && context.getExecutionException().isEmpty() && !isExempt(context)) {
                assertQuiet(caches, before, Eventually.within(limit(context)));
            }
        } finally {
            before.dropped.end();
        }
    }

    private static void assertQuiet(List<WatchedCache> caches, Before before, Eventually eventually) {
        caches.forEach(cache -> eventually.passes(cache::assertQuiet));
        if (caches.stream().allMatch(WatchedCache::isClosed)) {
            eventually.passes(before.threads::assertNoMore);
        }
        before.dropped.assertNone();
    }

    private static Duration limit(ExtensionContext context) {
        return context.getConfigurationParameter(LIMIT).map(Duration::parse).orElse(AbstractCacheAssert.LIMIT);
    }

    private static boolean isExempt(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), NotQuiet.class)
                || AnnotationSupport.isAnnotated(context.getTestClass(), NotQuiet.class);
    }

    private record Before(Dropped dropped, OwnThreads threads) {}
}
