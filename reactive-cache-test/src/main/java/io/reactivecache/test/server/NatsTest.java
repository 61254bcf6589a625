package io.reactivecache.test.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives the tests of a class a running {@link NatsServer} as a parameter of constructors and of test and lifecycle methods.
 * Where there is none to run the class is skipped, with the reason.
 *
 * <p>All classes of a test run share one server, which is started when the first of them needs it and made to run again
 * after each test, so a test may stop, kill or pause it. It is not emptied: a test works on streams and subjects of its own.
 * Classes that share it are not run in parallel. Nested classes belong to the class around them.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NatsExtension.class)
@ResourceLock("io.reactivecache.test.server.NatsServer")
public @interface NatsTest {

    /**
     * Whether the class has a server of its own, which nobody restores between its tests. Defaults to false.
     *
     * @return true for an own server
     */
    boolean dedicated() default false;
}
