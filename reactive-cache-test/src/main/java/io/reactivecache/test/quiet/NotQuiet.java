package io.reactivecache.test.quiet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What this test, or each test of this class, leaves behind is meant to be there: it is not looked at. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotQuiet {

    /**
     * Why.
     *
     * @return the reason, for readers
     */
    String value();
}
