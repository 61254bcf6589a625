package io.reactivecache.test.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What nodes have told of their writes, of each key, and what must be true of the system of record in the end. */
final class Told {

    private final Map<String, Integer> tried = new HashMap<>();
    private final Map<String, TreeSet<Integer>> done = new HashMap<>();
    private int next = 1;

    void hear(List<String> lines) {
        assertThat(lines.stream().filter(line -> line.startsWith("read "))).isEmpty();
        lines.stream().map(line -> line.split(" ")).forEach(this::hear);
    }

    private void hear(String[] words) {
        if (words[0].equals("try")) {
            int number = Integer.parseInt(words[2]);
            tried.merge(words[1], Write.isDelete(number) ? number : 0, Math::max);
            next = Math.max(next, number + 1);
        } else if (words[0].equals("done")) {
            done.computeIfAbsent(words[1], key -> new TreeSet<>()).add(Integer.valueOf(words[2]));
        }
    }

    /** A number greater than that of any write. */
    int next() {
        return next;
    }

    int acknowledged() {
        return done.values().stream().mapToInt(Set::size).sum();
    }

    /** How many writes of a key were acknowledged. */
    int acknowledged(String key) {
        return done.getOrDefault(key, new TreeSet<>()).size();
    }

    /** Fails if the newest acknowledged write of a key is neither what was applied last nor older than that. */
    void check(Map<String, Write> last) {
        assertThat(last).containsKeys(done.keySet().toArray(String[]::new));
        done.forEach((key, numbers) -> check(last.get(key), numbers.last()));
    }

    private void check(Write last, int newest) {
        int most = last.number().orElseGet(() -> tried.getOrDefault(last.key(), 0));
        assertThat(most).as("%s, acknowledged %s", last, newest).isGreaterThanOrEqualTo(newest);
    }

    Set<String> keys() {
        return done.keySet();
    }

    /** Forgets what was checked. */
    void clear() {
        tried.clear();
        done.clear();
    }
}
