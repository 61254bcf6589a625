package io.reactivecache.test.quiet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each test of the class fails if it leaves something behind: work of a watched cache that is under way, counts of it
 * that do not add up, a thread of the library, an error that nobody heard. What ends by itself is waited for, up to ten
 * seconds of real time. A test without a watched cache is not looked at, nor one that has failed by itself.
 *
 * <p>Watched are each {@link io.reactivecache.test.TestCache} and what {@link WatchedCaches} builds, if the thread of
 * the test builds them, from the fields of its instance on. Errors and threads are those of the whole process: such
 * tests do not run in parallel.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(QuietExtension.class)
public @interface QuietTest {}
