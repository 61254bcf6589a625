package io.reactivecache.test.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was applied, in order, since it was checked last. */
final class History {

    private final Map<String, List<Write>> writes = new HashMap<>();
    private final Map<String, Integer> before = new HashMap<>();
    private final Map<Write, Integer> places = new IdentityHashMap<>();
    private final Map<Integer, Integer> ends = new HashMap<>();

    void add(List<Write> more) {
        more.forEach(write -> {
            places.put(write, places.size());
            ends.put(write.life(), places.size());
        });
        more.stream()
                .filter(write -> !write.key().startsWith(CrashNode.LAST))
                .forEach(write -> writes.computeIfAbsent(write.key(), key -> new ArrayList<>())
                        .add(write));
    }

    /** What was applied last of each key. */
    Map<String, Write> last() {
        Map<String, Write> last = new HashMap<>();
        writes.forEach((key, of) -> last.put(key, of.get(of.size() - 1)));
        return last;
    }

    /**
     * Fails if a life has applied the writes of a key in another order than theirs, if a key went back without a life having
     * ended, or if something was repeated that was over when this was checked last. A life may begin again with what another
     * one had after it, once that one is over, and a write may be repeated before a newer one of its key: what was applied is noted
     * late.
     */
    void check(int ended) {
        writes.forEach((key, of) -> {
            assertRisesInEachLife(of, before.getOrDefault(key, 0));
            assertThat(returns(of)).as("%s", of).isLessThanOrEqualTo(ended);
        });
    }

    private void assertRisesInEachLife(List<Write> of, int before) {
        Map<Integer, Integer> numbers = new HashMap<>();
        Write ahead = null;
        int number = before;
        for (Write write : of) {
            if (ahead == null || !ahead.id().equals(write.id())) {
                boolean isHandedOver = ahead != null && hasEnded(ahead.life(), write);
                int former = isHandedOver ? before : numbers.getOrDefault(write.life(), before);
                number = write.after(former);
                assertThat(number).as("%s in %s", write, of).isGreaterThan(former);
            }
            numbers.put(write.life(), number);
            ahead = write;
        }
    }

    /** True if another life has applied nothing any more after a write. */
    private boolean hasEnded(int life, Write write) {
        return life != write.life() && ends.get(life) <= places.get(write);
    }

    private static int returns(List<Write> of) {
        int returns = 0;
        int former = 0;
        for (Write write : of) {
            int number = write.after(former);
            returns += number < former ? 1 : 0;
            former = number;
        }
        return returns;
    }

    /** How many writes were applied. */
    int applied() {
        return writes.values().stream().mapToInt(of -> ids(of).size()).sum();
    }

    /** How often one was applied again. */
    int repeated() {
        return writes.values().stream()
                .mapToInt(of -> of.size() - ids(of).size())
                .sum();
    }

    /** How many writes of a key were applied. */
    int applied(String key) {
        return ids(writes.getOrDefault(key, List.of())).size();
    }

    private static Set<UUID> ids(List<Write> of) {
        Set<UUID> ids = new HashSet<>();
        of.forEach(write -> ids.add(write.id()));
        return ids;
    }

    /** Keeps, of all that was checked, how far each key that stays has come. */
    void clear() {
        writes.keySet().removeIf(key -> !Load.stays(key));
        writes.forEach((key, of) ->
                of.forEach(write -> before.merge(key, write.number().orElse(0), Math::max)));
        writes.clear();
        places.clear();
        ends.clear();
    }
}
