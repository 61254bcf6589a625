package io.reactivecache.test;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.Source;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions about what a read answered.
 *
 * @param <V> the type of the value
 */
public final class AnswerAssert<V> extends AbstractAssert<AnswerAssert<V>, Lookup<V>> {

    AnswerAssert(Lookup<V> answer) {
        super(answer, AnswerAssert.class);
    }

    /** It is this value. */
    public AnswerAssert<V> with(V value) {
        Assertions.assertThat(actual.value()).as("value").isEqualTo(value);
        return this;
    }

    /** It came from there. */
    public AnswerAssert<V> from(Source source) {
        Assertions.assertThat(actual.source()).as("source").isEqualTo(source);
        return this;
    }

    /** It is within its ttl. */
    public AnswerAssert<V> isFresh() {
        return is(Freshness.FRESH);
    }

    /** It is so current, or not. */
    public AnswerAssert<V> is(Freshness freshness) {
        Assertions.assertThat(actual.freshness()).as("freshness").isEqualTo(freshness);
        return this;
    }

    /** It was loaded or put so long ago. */
    public AnswerAssert<V> isOfAge(Duration age) {
        Assertions.assertThat(actual.age()).as("age").isEqualTo(age);
        return this;
    }
}
