package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What nodes have applied, in the order in which they did: a file that many processes append to, a line at a time, and that
 * a kill of any of them leaves as it is. The writes of a key are numbered from zero. All lines have one length, of which a
 * page of a file holds a whole number: a write within a page is seen, and survives a kill, whole or not at all.
 */
final class Applied implements AutoCloseable {

    private static final String LINE = "%-31s%n";

    private final Path file;
    private final OutputStream lines;

    Applied(Path file) {
        this.file = file;
        try {
            this.lines = new FileOutputStream(file.toFile(), true);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Path file() {
        return file;
    }

    /** Applies a write, {@code <key> <number>}. */
    void apply(String write) {
        try {
            lines.write(LINE.formatted(write).getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The numbers applied of each key, in order. */
    Map<String, List<Integer>> numbers() {
        try (var all = Files.lines(file)) {
            return all.map(line -> line.split(" "))
                    .collect(Collectors.groupingBy(
                            part -> part[0],
                            Collectors.mapping(part -> Integer.valueOf(part[1]), Collectors.toList())));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    int size() {
        return numbers().values().stream().mapToInt(List::size).sum();
    }

    /** True if the last write applied of each of so many keys is the last there is. */
    boolean isComplete(int keys, int writesOfEach) {
        Map<String, List<Integer>> numbers = numbers();
        return numbers.size() == keys
                && numbers.values().stream().allMatch(of -> of.get(of.size() - 1) == writesOfEach - 1);
    }

    /** Each key's writes in order, each once. */
    void assertEachOnceInOrder() {
        numbers().forEach((key, numbers) -> assertThat(repeats(numbers)).as(key).isEmpty());
        assertInOrder();
    }

    /** Each key's writes in order, but for going back to repeat what was applied before. */
    void assertInOrder() {
        numbers().forEach((key, numbers) -> assertThat(skips(numbers)).as(key).isEmpty());
    }

    private static List<Integer> repeats(List<Integer> numbers) {
        List<Integer> found = new ArrayList<>(numbers);
        numbers.stream().distinct().forEach(found::remove);
        return found;
    }

    /** The numbers that came without the one before them. */
    private static List<Integer> skips(List<Integer> numbers) {
        List<Integer> found = new ArrayList<>();
        int before = -1;
        for (int number : numbers) {
            if (number > before + 1) {
                found.add(number);
            }
            before = number;
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
