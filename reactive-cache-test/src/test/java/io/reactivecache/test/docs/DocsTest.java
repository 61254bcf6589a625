package io.reactivecache.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java example of a page is a piece of a file that the build compiles, and every test a page names exists. */
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test|\\w+Contract)#(\\w+)`");

    @Test
    void javaExamplesAreCompiled() {
        List<String> sources = sources().map(DocsTest::squeezed).toList();

        assertThat(found(EXAMPLE))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(squeeze(example.group(1)))
                        .matches(wanted -> sources.stream().anyMatch(source -> source.contains(wanted)), "compiled"));
    }

    @Test
    void namedTestsExist() {
        List<String> sources = sources().map(DocsTest::read).toList();

        assertThat(found(NAMED_TEST))
                .isNotEmpty()
                .allSatisfy(named -> assertThat(sources)
                        .as(named.group())
                        .anyMatch(source -> source.contains("class " + named.group(1))
                                && source.contains("void " + named.group(2) + "(")));
    }

    private static List<MatchResult> found(Pattern pattern) {
        return pages().flatMap(page -> pattern.matcher(read(page)).results()).toList();
    }

    private static Stream<Path> pages() {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), files(ROOT.resolve("docs"), ".md"));
    }

    private static Stream<Path> sources() {
        return Stream.of("reactive-cache-core", "reactive-cache-kafka", "reactive-cache-test", "samples")
                .flatMap(module -> files(ROOT.resolve(module), ".java"));
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String squeezed(Path source) {
        return squeeze(read(source));
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
