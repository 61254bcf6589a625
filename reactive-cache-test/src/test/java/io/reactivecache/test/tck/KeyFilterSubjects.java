package io.reactivecache.test.tck;

import io.reactivecache.spi.KeyFilter;
import java.util.List;
import java.util.function.Supplier;

/**
 * The operations of a key filter.
 *
 * @param name of the filter
 * @param filter was cleared
 */
record KeyFilterSubjects(String name, Supplier<? extends KeyFilter> filter) implements Suite {

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.one(name + ", mightContain", () -> filter.get().mightContain("a")),
                Subject.none(name + ", add", () -> filter.get().add(List.of("a", "b"))),
                Subject.none(name + ", clear", () -> filter.get().clear()));
    }
}
