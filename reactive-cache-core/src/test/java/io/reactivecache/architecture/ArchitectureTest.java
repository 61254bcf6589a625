package io.reactivecache.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {

    private static final String ROOT = "io.reactivecache";
    private static final String PLANTED = ROOT + ".architecture.planted";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    static Stream<Arguments> rules() {
        return rules(ROOT).entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theLibraryKeepsTheRule(String name, ArchRule rule) {
        rule.check(LIBRARY);
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("level", "PlantedRoot"),
                Arguments.of("level.operator", "PlantedOperator"),
                Arguments.of("level.config", "PlantedConfig"),
                Arguments.of("level.internal.bytes", "PlantedBytes"),
                Arguments.of("level.spi", "PlantedPort"),
                Arguments.of("level.spi.lossy", "PlantedChannel"),
                Arguments.of("level.spi.append", "PlantedAppends"),
                Arguments.of("level.internal.run", "PlantedStep"),
                Arguments.of("level.internal.entry", "PlantedEntry"),
                Arguments.of("level.internal.marker", "PlantedMarker"),
                Arguments.of("level.internal.tier", "PlantedTier"),
                Arguments.of("level.internal.filter", "PlantedFilter"),
                Arguments.of("level.internal.read", "PlantedRead"),
                Arguments.of("level.internal.write", "PlantedWrite"),
                Arguments.of("level.internal.audit", "PlantedAudit"),
                Arguments.of("level.internal.coherence", "PlantedFollower"),
                Arguments.of("level.internal.writebehind", "PlantedJournal"),
                Arguments.of("level.redis", "PlantedRedis"),
                Arguments.of("level.nats", "PlantedNats"),
                Arguments.of("level.jackson", "PlantedJackson"),
                Arguments.of("level.msgpack", "PlantedMessagePack"),
                Arguments.of("level.lz4", "PlantedLz4"),
                Arguments.of("level.micrometer", "PlantedMicrometer"),
                Arguments.of("level.resilience4j", "PlantedResilience4j"),
                Arguments.of("level.guava", "PlantedGuava"),
                Arguments.of("level.datasketches", "PlantedDatasketches"),
                Arguments.of("level.journal", "PlantedFiles"),
                Arguments.of("adapter.redis", "PlantedRedis"),
                Arguments.of("adapter.nats", "PlantedNats"),
                Arguments.of("adapter.jackson", "PlantedJackson"),
                Arguments.of("adapter.msgpack", "PlantedMessagePack"),
                Arguments.of("adapter.lz4", "PlantedLz4"),
                Arguments.of("adapter.micrometer", "PlantedMicrometer"),
                Arguments.of("adapter.resilience4j", "PlantedResilience4j"),
                Arguments.of("adapter.guava", "PlantedGuava"),
                Arguments.of("adapter.datasketches", "PlantedDatasketches"),
                Arguments.of("adapter.journal", "PlantedFiles"),
                Arguments.of("library.redis", "PlantedPort"),
                Arguments.of("library.nats", "PlantedPort"),
                Arguments.of("library.jackson", "PlantedPort"),
                Arguments.of("library.msgpack", "PlantedPort"),
                Arguments.of("library.lz4", "PlantedPort"),
                Arguments.of("library.micrometer", "PlantedPort"),
                Arguments.of("library.resilience4j", "PlantedPort"),
                Arguments.of("library.guava", "PlantedPort"),
                Arguments.of("library.datasketches", "PlantedPort"),
                Arguments.of("library.internal.tier", "PlantedPort"),
                Arguments.of("known", "PlantedDrawer"),
                Arguments.of("cycles", "Cycle detected"),
                Arguments.of("blocks", "PlantedBlocking.monoBlock"),
                Arguments.of("blocks", "PlantedBlocking.monoBlockReference"),
                Arguments.of("blocks", "PlantedBlocking.fluxBlock"),
                Arguments.of("blocks", "PlantedBlocking.sleep"),
                Arguments.of("blocks", "PlantedBlocking.join"),
                Arguments.of("timeOfDay", "PlantedTime.millis"),
                Arguments.of("timeOfDay", "PlantedTime.now"),
                Arguments.of("timeOfDay", "PlantedTime.clock"),
                Arguments.of("nanoTime", "PlantedTime.nanos"),
                Arguments.of("signatures", "PlantedSignatures$Returned"),
                Arguments.of("signatures", "PlantedSignatures$Argument"),
                Arguments.of("signatures", "PlantedSignatures$OfType"),
                Arguments.of("signatures", "PlantedSignatures$Field"),
                Arguments.of("signatures", "PlantedSignatures$Parent"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("planted")
    void theRuleFailsOnAPlantedViolation(String name, String culprit) {
        assertThat(rules(PLANTED)
                        .get(name)
                        .evaluate(VIOLATIONS)
                        .getFailureReport()
                        .toString())
                .contains(culprit);
    }

    /** ArchUnit reports the cycles it finds first, so the one with the root is looked for by itself. */
    @Test
    void aCycleThroughTheRootPackageIsFound() {
        JavaClasses rootAndBuilder = VIOLATIONS.that(resideInAnyPackage(PLANTED, PLANTED + ".builder"));

        assertThat(rules(PLANTED).get("cycles").evaluate(rootAndBuilder).hasViolation())
                .isTrue();
    }

    /** The builder is last: it may import every package, and the planted root shows that nobody may import it. */
    @Test
    void aViolationIsPlantedForEveryRule() {
        Set<String> tried = planted().map(planted -> (String) planted.get()[0]).collect(Collectors.toSet());
        tried.add("level.builder");

        assertThat(tried).containsExactlyInAnyOrderElementsOf(rules(ROOT).keySet());
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CodeRules.nullMarked(LIBRARY)).isEqualTo(packages(LIBRARY)).isNotEmpty();
    }

    @Test
    void aPackageThatIsNotNullMarkedIsFound() {
        assertThat(packages(VIOLATIONS)).contains(PLANTED + ".spi", PLANTED + ".drawer");
        assertThat(CodeRules.nullMarked(VIOLATIONS)).containsExactly(PLANTED + ".spi");
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new PackageRules(root).all();
        rules.putAll(new CodeRules(root).all());
        return rules;
    }
}
