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
 * Gives the tests of a class a running {@link RedisServer} as a parameter of constructors and of test and lifecycle
 * methods.
 *
 * <p>All classes of a test run share one server, which is started when the first of them needs it. It is emptied before
 * each class and made to run again after each test, so a test may stop, kill or pause it. Classes that share it are not
 * run in parallel. Nested classes belong to the class around them.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisExtension.class)
@ResourceLock("io.reactivecache.test.server.RedisServer")
public @interface RedisTest {

    /**
     * Whether the class has a server of its own, which nobody restores between its tests. Defaults to false.
     *
     * @return true for an own server
     */
    boolean dedicated() default false;

    /**
     * Whether data survives the end of the server. Defaults to false. Classes share a server only with those that have
     * the same answer.
     *
     * @return true for a {@linkplain RedisServerBuilder#persistent(boolean) persistent} server
     */
    boolean persistent() default false;
}
