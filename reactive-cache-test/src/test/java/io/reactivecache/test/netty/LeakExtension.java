package io.reactivecache.test.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.test.server.RedisTest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Fails a class of tests over Redis if something of Netty was leaked until then. */
public final class LeakExtension implements AfterAllCallback {

    /** For JUnit. */
    public LeakExtension() {}

    @Override
    public void afterAll(ExtensionContext context) {
        if (AnnotationSupport.isAnnotated(context.getRequiredTestClass(), RedisTest.class)) {
            assertThat(Leaks.told()).as("leaked, here or before").isEmpty();
        }
    }
}
