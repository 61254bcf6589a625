package io.reactivecache.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private static final Path SOURCE = Path.of("src/main/java/io/reactivecache/samples/quickstart/Quickstart.java");
    private static final Path README = Path.of("../../README.md");

    @Test
    void thousandCallersShareOneLoadAndAnInvalidationBringsTheSecond() {
        String printed = printedBy(() -> Quickstart.main(new String[0]));

        assertThat(printed.lines().toList()).first().isEqualTo("Hello 42, from load 1");
        assertThat(printed.lines().toList()).last().isEqualTo("Hello 42, from load 2");
        assertThat(printed.lines()).hasSize(2);
    }

    @Test
    void isOneFileOfAtMostFortyLines() throws IOException {
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void readmeShowsTheExample() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        int begin = indexOf(lines, "// tag::example[]");
        int end = indexOf(lines, "// end::example[]");
        String example = String.join("\n", lines.subList(begin + 1, end)).stripIndent();

        assertThat(Files.readString(README)).contains("```java\n" + example + "\n```");
    }

    private static int indexOf(List<String> lines, String marker) {
        return lines.stream().map(String::strip).toList().indexOf(marker);
    }

    private static String printedBy(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
