package io.reactivecache.test.machine;

import java.util.List;

/** The few keys there are: two of one tag, and two that begin alike. */
final class Keys {

    static final List<String> ALL = List.of("ab", "ac", "b");
    static final List<String> TAGS = List.of("even", "odd");
    static final List<String> PREFIXES = List.of("a", "ab", "b", "c");

    private Keys() {}

    static String tag(String key) {
        return key.equals("ac") ? "odd" : "even";
    }
}
