package io.reactivecache;

import java.util.List;

/** Settings that cannot work, all problems at once, each of the form {@code ttl: PT-1S (expected: > 0)}. */
public final class InvalidConfigException extends CacheException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super(String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order of the settings; at least one. */
    public List<String> problems() {
        return problems;
    }
}
