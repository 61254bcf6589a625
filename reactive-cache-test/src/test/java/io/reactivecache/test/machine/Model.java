package io.reactivecache.test.machine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a cache answers, and what is true, with a map for each and the time. */
final class Model {

    /** Between the times that pass, which are whole seconds. */
    static final Duration TTL = Duration.ofMillis(10_500);

    /** Of what is put for a short time; between those times too. */
    static final Duration SHORT = Duration.ofMillis(2_500);

    private final Features features;
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private Duration now = Duration.ZERO;

    Model(Features features) {
        this.features = features;
    }

    private record Kept(Optional<Integer> value, Duration until, Duration ttl) {}

    void pass(Duration time) {
        now = now.plus(time);
        kept.values().removeIf(entry -> entry.until.compareTo(now) <= 0);
    }

    Map<String, Integer> rows() {
        return rows;
    }

    Optional<Integer> read(String key) {
        Kept entry = kept.get(key);
        if (entry == null) {
            return loaded(key);
        }
        if (isDue(entry)) {
            loaded(key);
        }
        return entry.value;
    }

    private boolean isDue(Kept entry) {
        return features.eager() && now.compareTo(entry.until.minus(entry.ttl.dividedBy(2))) >= 0;
    }

    /** What a read that loads nothing may answer. */
    Optional<Integer> known(String key) {
        return Optional.ofNullable(kept.get(key)).flatMap(Kept::value);
    }

    private Optional<Integer> loaded(String key) {
        Optional<Integer> row = Optional.ofNullable(rows.get(key));
        kept.remove(key);
        if (row.isPresent() || features.absent()) {
            keep(key, row, TTL);
        }
        return row;
    }

    private void keep(String key, Optional<Integer> value, Duration ttl) {
        kept.put(key, new Kept(value, now.plus(ttl), ttl));
    }

    void write(String key, int value) {
        write(key, value, TTL);
    }

    void write(String key, int value, Duration ttl) {
        changeRow(key, Optional.of(value));
        keep(key, Optional.of(value), ttl);
    }

    void remove(String key) {
        changeRow(key, Optional.empty());
        kept.remove(key);
    }

    void write(String key, Optional<Integer> value) {
        value.ifPresentOrElse(present -> write(key, present), () -> remove(key));
    }

    /** Somebody else changes the system of record. */
    void changeRow(String key, Optional<Integer> value) {
        if (features.source()) {
            value.ifPresentOrElse(present -> rows.put(key, present), () -> rows.remove(key));
        }
    }

    void invalidate(Predicate<String> keys) {
        kept.keySet().removeIf(keys);
    }

    /** What a write that depends on the value there is goes on from. */
    Optional<Integer> truth(String key) {
        return features.source() ? Optional.ofNullable(rows.get(key)) : known(key);
    }
}
