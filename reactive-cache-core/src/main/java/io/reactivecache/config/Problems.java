package io.reactivecache.config;

import io.reactivecache.InvalidConfigException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Collects what is wrong with settings, each as {@code name: value (expected: > 0)}. Not safe for several threads. */
public final class Problems {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+)*");
    private static final int MAX_NAME = 128;

    /** The longest duration: nanoseconds in a {@code long}, with room to add two of them. */
    private static final Duration MAX_DURATION = Duration.ofDays(36_500);

    private final List<String> found = new ArrayList<>();

    /** Adds a problem. */
    public void add(String setting, Object value, String expected) {
        found.add(setting + ": " + value + " (expected: " + expected + ")");
    }

    /** Adds a problem unless the condition holds. */
    public void check(boolean holds, String setting, Object value, String expected) {
        if (!holds) {
            add(setting, value, expected);
        }
    }

    /** Makes a part of the settings; if that is refused, adds its problems and gives nothing. */
    public <T> Optional<T> part(Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (InvalidConfigException invalid) {
            found.addAll(invalid.problems());
            return Optional.empty();
        }
    }

    /** The problems added so far, a copy. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** Throws all problems that were added, if there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
    }

    /** The name of a cache. */
    public void name(String setting, String value) {
        check(
                value.length() <= MAX_NAME && NAME.matcher(value).matches(),
                setting,
                value.length() > MAX_NAME ? value.length() + " characters" : '"' + value + '"',
                "1 to 128 of A-Z a-z 0-9 . _ -, in parts divided by :");
    }

    /** A duration above zero, and within a hundred years. */
    public void positive(String setting, Duration value) {
        check(!value.isNegative() && !value.isZero(), setting, value, "> 0");
        check(value.compareTo(MAX_DURATION) <= 0, setting, value, "<= " + MAX_DURATION);
    }

    /** A duration of zero or more, and within a hundred years. */
    public void notNegative(String setting, Duration value) {
        check(!value.isNegative(), setting, value, ">= 0");
        check(value.compareTo(MAX_DURATION) <= 0, setting, value, "<= " + MAX_DURATION);
    }

    /** A duration no longer than that of another setting. */
    public void notLonger(String setting, Duration value, String limitSetting, Duration limit) {
        check(value.compareTo(limit) <= 0, setting, value, "<= " + limitSetting + " " + limit);
    }

    /** A duration above zero, and no longer than that of another setting, whose own problems are not repeated. */
    public void positiveWithin(String setting, Duration value, String limitSetting, Duration limit) {
        if (!value.equals(limit)) {
            positive(setting, value);
            notLonger(setting, value, limitSetting, limit);
        }
    }

    /** A number from 0 to 1. */
    public void fraction(String setting, double value) {
        check(value >= 0 && value <= 1, setting, value, "0 to 1");
    }

    /** A number no lower than a limit. */
    public void atLeast(String setting, long value, long least) {
        check(value >= least, setting, value, ">= " + least);
    }

    /** A number between two limits, both allowed. */
    public void within(String setting, long value, long least, long most) {
        check(value >= least && value <= most, setting, value, least + " to " + most);
    }

    /** A default, or the limit if that is shorter; a limit that is itself a problem does not count. */
    static Duration atMost(Duration limit, Duration byDefault) {
        return limit.isNegative() || limit.isZero() || limit.compareTo(byDefault) > 0 ? byDefault : limit;
    }

    /** A number that need not be whole between two limits, both allowed. */
    public void within(String setting, double value, double least, double most) {
        check(value >= least && value <= most, setting, value, plain(least) + " to " + plain(most));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
