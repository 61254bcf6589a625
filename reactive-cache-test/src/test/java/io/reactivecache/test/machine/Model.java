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

    private record Kept(Optional<Integer> value, Duration until, Duration ttl, boolean tagged) {}

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

    Optional<Integer> refresh(String key) {
        return loaded(key);
    }

    private boolean isDue(Kept entry) {
        return features.has(Feature.EAGER) && now.compareTo(entry.until.minus(entry.ttl.dividedBy(2))) >= 0;
    }

    /** What a read that loads nothing may answer. */
    Optional<Integer> known(String key) {
        return Optional.ofNullable(kept.get(key)).flatMap(Kept::value);
    }

    private Optional<Integer> loaded(String key) {
        Optional<Integer> row = Optional.ofNullable(rows.get(key));
        kept.remove(key);
        if (row.isPresent() || features.has(Feature.ABSENT)) {
            keep(key, row, TTL);
        }
        return row;
    }

    private void keep(String key, Optional<Integer> value, Duration ttl) {
        kept.put(key, new Kept(value, now.plus(ttl), ttl, true));
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
        if (features.has(Feature.SOURCE)) {
            value.ifPresentOrElse(present -> rows.put(key, present), () -> rows.remove(key));
        }
    }

    /** What a transaction has put is not kept, unless there is no other place for it. It has no tag there. */
    void commit(String key, int value) {
        changeRow(key, Optional.of(value));
        if (features.has(Feature.SOURCE)) {
            kept.remove(key);
        } else {
            kept.put(key, new Kept(Optional.of(value), now.plus(TTL), TTL, false));
        }
    }

    /** Nobody may keep a value of a key that is about to be changed. */
    void fence(String key) {
        if (features.has(Feature.SOURCE)) {
            kept.remove(key);
        }
    }

    void invalidate(Predicate<String> keys) {
        kept.keySet().removeIf(keys);
    }

    void invalidateTag(String tag) {
        kept.entrySet()
                .removeIf(entry ->
                        entry.getValue().tagged && Keys.tag(entry.getKey()).equals(tag));
    }

    /** What a write that depends on the value there is goes on from. */
    Optional<Integer> truth(String key) {
        return features.has(Feature.SOURCE) ? Optional.ofNullable(rows.get(key)) : known(key);
    }
}
