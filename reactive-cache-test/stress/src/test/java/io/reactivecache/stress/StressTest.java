package io.reactivecache.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.annotations.JCStressTest;

/** Runs the tests of this package in JVMs of their own, and sees that all of them have run. */
final class StressTest {

    private static final Pattern TOTAL =
            Pattern.compile("(\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");
    private static final Path REPORT = Path.of(System.getProperty("stress.report"));

    /**
     * What is planned is each test, in each way of binding its threads to processors; what was skipped is not passed.
     */
    @Test
    void whatTwoThreadsSeeOfOneKeyIsAllowed() throws Exception {
        String told = run();

        Matcher total = TOTAL.matcher(told);
        assertThat(total.results().reduce((earlier, later) -> later)).as(told).hasValueSatisfying(last -> {
            assertThat(Integer.parseInt(last.group(1))).isGreaterThanOrEqualTo((int) tests());
            assertThat(last.group(2)).as("passed").isEqualTo(last.group(1));
        });
    }

    private static long tests() {
        return Stream.of(SharedFlight.class, FencedFill.class, OrderedWrites.class)
                .filter(test -> test.isAnnotationPresent(JCStressTest.class))
                .count();
    }

    private static String run() throws IOException, InterruptedException {
        Files.createDirectories(REPORT);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "-t",
                        StressTest.class.getPackageName(),
                        "-f",
                        "1",
                        "-sc",
                        "false",
                        "-jvmArgs",
                        "-XX:+UseSerialGC",
                        "-strideSize",
                        "64",
                        "-iters",
                        System.getProperty("stress.iterations"),
                        "-time",
                        System.getProperty("stress.millis"),
                        "-r",
                        REPORT.toString())
                .directory(REPORT.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return told;
    }
}
