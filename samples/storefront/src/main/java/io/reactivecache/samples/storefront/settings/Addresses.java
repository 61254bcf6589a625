package io.reactivecache.samples.storefront.settings;

import io.reactivecache.config.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of addresses. What was given is never repeated in a message: it may contain a password. */
final class Addresses {

    private static final Pattern DATABASE = Pattern.compile("r2dbcs?:(h2|postgresql):\\S+");
    private static final Pattern REDIS = Pattern.compile("rediss?://\\S+");
    private static final Pattern KAFKA = Pattern.compile("[^\\s,:/]+:\\d{1,5}(,[^\\s,:/]+:\\d{1,5})*");

    private Addresses() {}

    static void check(Problems problems, @Nullable String database, @Nullable String redis, @Nullable String kafka) {
        check(problems, "storefront.database", database, DATABASE, "r2dbc:postgresql://user:password@host/name");
        check(problems, "storefront.redis", redis, REDIS, "redis://host:port");
        check(problems, "storefront.kafka", kafka, KAFKA, "host:port, several divided by commas");
    }

    private static void check(
            Problems problems, String setting, @Nullable String address, Pattern form, String expected) {
        if (address != null && !form.matcher(address).matches()) {
            problems.add(setting, "text of " + address.length() + " characters", expected);
        }
    }
}
