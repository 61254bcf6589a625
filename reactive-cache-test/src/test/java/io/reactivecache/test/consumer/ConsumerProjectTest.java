package io.reactivecache.test.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has nothing but the published artifacts can test with them. */
final class ConsumerProjectTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path ROOT = Path.of("..");
    private static final Path CONSUMER = Path.of("src", "it", "consumer");
    private static final String CORE = "reactive-cache-core";
    private static final String KIT = "reactive-cache-test";

    @TempDir
    Path folder;

    @Test
    void aProjectOfSomebodyElseTestsWithTheKit() throws Exception {
        Optional<Maven> maven = Maven.find();
        assumeTrue(maven.isPresent(), "mvn: none on the PATH (expected: one)");
        Pom parent = Pom.read(ROOT.resolve("pom.xml"));
        Path project = project(parent);

        Maven.Run run = run(maven.get(), project, parent.version());

        assertThat(run.output()).contains("BUILD SUCCESS");
        assertThat(run.exit()).isZero();
        assertThat(reports(project)).anyMatch(name -> name.contains("PricesTest"));
        assertThat(reports(project)).anyMatch(name -> name.contains("UpperCaseCodecTest"));
    }

    private Maven.Run run(Maven maven, Path project, String version) throws Exception {
        try (LocalRepository repository = published(version)) {
            return maven.test(project, repository, LIMIT);
        }
    }

    private LocalRepository published(String version) throws IOException {
        LocalRepository repository = LocalRepository.of(folder.resolve("repository"), libraries(), version);
        repository.install("reactive-cache-parent", ROOT.resolve("pom.xml"));
        for (String module : List.of(CORE, KIT)) {
            Path home = ROOT.resolve(module);
            repository.install(module, home.resolve("pom.xml"), home.resolve("target/classes"));
        }
        return repository;
    }

    /** Surefire names the repository its Maven works with. */
    private static Path libraries() {
        return Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
    }

    private Path project(Pom parent) throws Exception {
        Path project = folder.resolve("shop");
        for (Path file : files(CONSUMER)) {
            Path copy = project.resolve(CONSUMER.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        Path pom = project.resolve("pom.xml");
        Files.writeString(pom, filled(Files.readString(pom), parent));
        return project;
    }

    private static String filled(String text, Pom parent) throws Exception {
        Map<String, String> versions = Map.of(
                "reactive-cache", parent.version(),
                "junit", parent.property("junit.version"),
                "maven-resources-plugin", parent.plugin("maven-resources-plugin"),
                "maven-compiler-plugin", parent.plugin("maven-compiler-plugin"),
                "maven-surefire-plugin", parent.plugin("maven-surefire-plugin"));
        String filled = text;
        for (Map.Entry<String, String> version : versions.entrySet()) {
            filled = filled.replace("@" + version.getKey() + "@", version.getValue());
        }
        return filled;
    }

    private static List<String> reports(Path project) throws IOException {
        return files(project.resolve("target/surefire-reports")).stream()
                .map(Path::toString)
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
