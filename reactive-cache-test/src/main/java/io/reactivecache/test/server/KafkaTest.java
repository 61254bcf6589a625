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
 * Gives the tests of a class a running {@link KafkaServer} as a parameter of constructors and of test and lifecycle
 * methods.
 *
 * <p>All classes of a test run share one server, which is started when the first of them needs it and made to run again
 * after each test, so a test may stop, kill or pause it. It is not emptied: a test works on
 * {@linkplain KafkaServer#newTopic(int) new topics} and group names of its own. Classes that share it are not run in
 * parallel. Nested classes belong to the class around them.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KafkaExtension.class)
@ResourceLock("io.reactivecache.test.server.KafkaServer")
public @interface KafkaTest {

    /**
     * Whether the class has a server of its own, which nobody restores between its tests. Defaults to false.
     *
     * @return true for an own server
     */
    boolean dedicated() default false;

    /**
     * Further {@linkplain KafkaServerBuilder#properties(java.util.Map) settings of the broker}, a {@code name=value} each.
     * Defaults to none. Classes share a server only with those that have the same.
     *
     * @return settings by the names Kafka gives them
     */
    String[] properties() default {};

    /**
     * Whether the server {@linkplain KafkaServerBuilder#asProcess() is a process of its own} even where there is Docker.
     * Defaults to false. Classes share a server only with those that have the same answer.
     *
     * @return true for a server whose data can be put back
     */
    boolean asProcess() default false;
}
