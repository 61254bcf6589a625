package io.reactivecache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of an ACL user, as docs/remote-tier.md says them: one line for each use. */
record AclLines(List<String> lines) {

    private static final Path PAGE = Path.of("..", "docs", "remote-tier.md");
    private static final String BEGINNING = "ACL SETUSER cache ";

    static AclLines documented() {
        try (Stream<String> page = Files.lines(PAGE)) {
            return new AclLines(page.filter(line -> line.startsWith(BEGINNING))
                    .map(line -> line.substring(BEGINNING.length()))
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rules of the store, and those of a use besides, 0 for none. */
    List<String> rules(int use) {
        List<String> rules = new ArrayList<>(split(0));
        if (use > 0) {
            rules.addAll(split(use));
        }
        return rules;
    }

    /** What a line permits: commands, names of keys and channels. */
    List<String> permissions(int use) {
        return split(use).stream().filter(rule -> rule.matches("[+~&].*")).toList();
    }

    private List<String> split(int line) {
        return List.of(lines.get(line).split(" "));
    }
}
