package io.reactivecache.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What no class of the library may do, wherever it is. */
final class CodeRules {

    private static final Set<Class<?>> WAITING =
            Set.of(Future.class, CompletableFuture.class, CountDownLatch.class, Semaphore.class, BlockingQueue.class);
    private static final Set<String> WAITS = Set.of("get", "join", "await", "acquire", "take");
    private static final Set<String> FLUX_BLOCKS = Set.of("blockFirst", "blockLast", "toIterable", "toStream");

    private final String root;

    CodeRules(String root) {
        this.root = root;
    }

    /** All rules, by a name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("blocks", noClasses().should().accessTargetWhere(blocks()));
        rules.put("timeOfDay", noClasses().should().accessTargetWhere(readsTheTimeOfDay()));
        rules.put("nanoTime", noClasses().should().accessTargetWhere(readsNanoTime()));
        rules.put(
                "signatures",
                classes().that(are(publicApi())).should(new HaveNoInternalTypeInTheirSignatures(root + ".internal.")));
        return rules;
    }

    /** The packages that say they are null-marked. */
    static Set<String> nullMarked(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
    }

    private static DescribedPredicate<JavaAccess<?>> blocks() {
        return DescribedPredicate.describe("it blocks a thread", access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String name = target.getName();
            return owner.isAssignableTo(Mono.class) && name.startsWith("block")
                    || owner.isAssignableTo(Flux.class) && FLUX_BLOCKS.contains(name)
                    || owner.isEquivalentTo(Thread.class) && (name.equals("sleep") || name.equals("join"))
                    || owner.isEquivalentTo(Object.class) && name.equals("wait")
                    || WAITS.contains(name) && WAITING.stream().anyMatch(owner::isAssignableTo);
        });
    }

    /** Only the clock of the cache asks what time it is, once. */
    private static DescribedPredicate<JavaAccess<?>> readsTheTimeOfDay() {
        return DescribedPredicate.describe("it reads the time of day", access -> {
            JavaClass owner = access.getTarget().getOwner();
            String name = access.getTarget().getName();
            return !isMonotonicClock(access.getOriginOwner())
                    && (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                            || owner.getPackageName().equals("java.time")
                                    && (name.equals("now") || name.startsWith("system"))
                            || owner.getFullName().equals("java.util.Date") && name.equals("<init>"));
        });
    }

    /** Only the clock of the cache, that of the link to Redis and the thread of the journal measure time. */
    private static DescribedPredicate<JavaAccess<?>> readsNanoTime() {
        return DescribedPredicate.describe("it measures time by itself", access -> {
            JavaClass origin = access.getOriginOwner();
            return access.getTarget().getOwner().isEquivalentTo(System.class)
                    && access.getTarget().getName().equals("nanoTime")
                    && !isMonotonicClock(origin)
                    && !origin.getPackageName().endsWith(".redis")
                    && !origin.getPackageName().endsWith(".journal");
        });
    }

    private static boolean isMonotonicClock(JavaClass origin) {
        return origin.getFullName().endsWith(".internal.run.MonotonicClock");
    }

    private DescribedPredicate<JavaClass> publicApi() {
        return DescribedPredicate.describe(
                "public outside of internal packages",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.getPackageName().startsWith(root + ".internal"));
    }

    private static final class HaveNoInternalTypeInTheirSignatures extends ArchCondition<JavaClass> {

        private final String internal;

        HaveNoInternalTypeInTheirSignatures(String internal) {
            super("have no internal type in their signatures");
            this.internal = internal;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            Stream.concat(
                            supertypes,
                            type.getMembers().stream().filter(this::isSeen).flatMap(this::types))
                    .flatMap(signature -> signature.getAllInvolvedRawTypes().stream())
                    .filter(involved ->
                            involved.getBaseComponentType().getFullName().startsWith(internal))
                    .forEach(involved -> events.add(SimpleConditionEvent.violated(
                            type, type.getFullName() + " shows " + involved.getFullName())));
        }

        private boolean isSeen(HasModifiers member) {
            return member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED);
        }

        private Stream<JavaType> types(JavaMember member) {
            if (member instanceof JavaCodeUnit code) {
                Stream<JavaType> given = code.getParameterTypes().stream();
                Stream<JavaType> thrown = code.getExceptionTypes().stream().map(JavaType.class::cast);
                return Stream.concat(Stream.concat(given, thrown), Stream.of(code.getReturnType()));
            }
            return Stream.of(((JavaField) member).getType());
        }
    }
}
