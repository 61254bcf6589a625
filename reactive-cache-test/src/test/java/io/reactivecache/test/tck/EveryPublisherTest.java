package io.reactivecache.test.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of subjects, {@code subjects.txt}, against the library and against the subjects there are. A line of it is
 * {@code method = subject}; a method may have several.
 */
final class EveryPublisherTest {

    /** Stands for the subject of a method that only users implement. */
    private static final String THE_USERS = "the user's";

    private static final String ROOT = "io.reactivecache";
    private static final String PLANTED = ROOT + ".test.tck.planted";

    @Test
    void everyPublicMethodThatHandsOutAPublisherHasASubject() throws IOException {
        Set<String> methods = PublisherMethods.of(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT));

        assertThat(column(0)).isEqualTo(methods);
    }

    @Test
    void everySubjectOfTheTableIsVerified() throws IOException {
        Set<String> listed = column(1);
        listed.remove(THE_USERS);

        assertThat(listed).isEqualTo(verified());
    }

    @Test
    void methodsWithoutASubjectAreFound() {
        String planted = "test.tck.planted.PlantedPublishers.";

        assertThat(PublisherMethods.of(new ClassFileImporter().importPackages(PLANTED)))
                .containsExactlyInAnyOrder(
                        planted + "ofMono(String)",
                        planted + "ofFlux()",
                        planted + "ofPublisher(int)",
                        planted + "ofClass(Mono)",
                        planted + "asOperator()");
    }

    /** Each class that verifies some names its suites here. */
    private static Set<String> verified() {
        try (Caches caches = new Caches()) {
            return Stream.of(
                            CacheTckTest.suites(caches),
                            PortTckTest.suites(),
                            JournalTckTest.suites(),
                            KafkaTckTest.suites(),
                            Stream.of(KeyFilterTckTest.SUITE, RedisTckTest.SUITE, NatsTckTest.SUITE))
                    .flatMap(suites -> suites)
                    .flatMap(suite -> suite.subjects().stream())
                    .map(Subject::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> column(int index) throws IOException {
        try (InputStream table = EveryPublisherTest.class.getResourceAsStream("subjects.txt")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(" = ", 2)[index].strip())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
