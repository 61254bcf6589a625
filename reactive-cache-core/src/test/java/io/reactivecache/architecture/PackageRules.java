package io.reactivecache.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may import whom, for a tree of packages under any root: the table of packages in the design. */
final class PackageRules {

    /** Lowest first: each level imports only levels before its own. Packages of one level do not import each other. */
    private static final List<List<String>> LEVELS = List.of(
            List.of(""),
            List.of(".operator"),
            List.of(".config"),
            List.of(".internal.bytes"),
            List.of(".spi"),
            List.of(".spi.lossy", ".spi.append"),
            List.of(".internal.run"),
            List.of(".internal.entry"),
            List.of(".internal.marker"),
            List.of(".internal.tier", ".internal.filter"),
            List.of(
                    ".internal.read",
                    ".internal.write",
                    ".internal.coherence",
                    ".internal.writebehind",
                    ".internal.audit"),
            List.of(
                    ".redis",
                    ".nats",
                    ".jackson",
                    ".msgpack",
                    ".lz4",
                    ".micrometer",
                    ".resilience4j",
                    ".guava",
                    ".datasketches",
                    ".journal"),
            List.of(".builder"));

    private static final List<String> ADAPTERS = LEVELS.get(LEVELS.size() - 2);

    /** Which package alone uses a library. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "io.lettuce..", ".redis",
            "tools.jackson..", ".jackson",
            "org.msgpack..", ".msgpack",
            "net.jpountz..", ".lz4",
            "io.micrometer..", ".micrometer",
            "io.github.resilience4j..", ".resilience4j",
            "com.google.common..", ".guava",
            "org.apache.datasketches..", ".datasketches",
            "com.github.benmanes.caffeine..", ".internal.tier",
            "io.nats..", ".nats");

    private final String root;

    PackageRules(String root) {
        this.root = root;
    }

    /** All rules, by a name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        for (int level = 0; level < LEVELS.size(); level++) {
            for (String name : LEVELS.get(level)) {
                rules.put("level" + name, importsOnlyLowerLevels(name, level));
            }
        }
        ADAPTERS.forEach(adapter -> rules.put("adapter" + adapter, importsNoInternal(adapter)));
        LIBRARIES.forEach((library, name) -> rules.put("library" + name, isUsedOnlyBy(library, name)));
        rules.put("known", noUnknownPackages());
        rules.put("cycles", slices().matching("(" + root + "..)").should().beFreeOfCycles());
        return rules;
    }

    private ArchRule importsOnlyLowerLevels(String name, int level) {
        List<String> allowed = new ArrayList<>(List.of(root + name));
        LEVELS.subList(0, level).stream()
                .flatMap(List::stream)
                .map(lower -> root + lower)
                .forEach(allowed::add);
        return noClasses()
                .that()
                .resideInAPackage(root + name)
                .should()
                .dependOnClassesThat(ours().and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .allowEmptyShould(true);
    }

    private ArchRule importsNoInternal(String adapter) {
        return noClasses()
                .that()
                .resideInAPackage(root + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..")
                .allowEmptyShould(true);
    }

    private ArchRule isUsedOnlyBy(String library, String name) {
        return noClasses()
                .that(ours().and(not(resideInAPackage(root + name + ".."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private ArchRule noUnknownPackages() {
        String[] known =
                LEVELS.stream().flatMap(List::stream).map(name -> root + name).toArray(String[]::new);
        return noClasses()
                .that(ours().and(not(resideInAnyPackage(known))))
                .should(exist())
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> exist() {
        return ArchConditions.be(
                alwaysTrue().as("in a package that no rule knows").forSubtype());
    }

    private DescribedPredicate<JavaClass> ours() {
        return resideInAPackage(root + "..").as("of " + root);
    }
}
