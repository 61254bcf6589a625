package io.reactivecache.test.tck;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;

/** The methods by which somebody outside gets a publisher, or a function that makes one. */
final class PublisherMethods {

    private static final String ROOT = "io.reactivecache.";

    private PublisherMethods() {}

    /** Their names, such as {@code CacheReads.get(Object)}. */
    static Set<String> of(JavaClasses classes) {
        return classes.stream()
                .filter(PublisherMethods::isPublic)
                .flatMap(type -> type.getMethods().stream())
                .filter(PublisherMethods::isPublic)
                .filter(PublisherMethods::handsOutAPublisher)
                .map(PublisherMethods::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal")
                && type.getEnclosingClass().map(PublisherMethods::isPublic).orElse(true);
    }

    private static boolean isPublic(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean handsOutAPublisher(JavaMethod method) {
        JavaType returned = method.getReturnType();
        return returned.getAllInvolvedRawTypes().stream().anyMatch(type -> type.isAssignableTo(Publisher.class));
    }

    private static String name(JavaMethod method) {
        String parameters = method.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.getOwner().getName().substring(ROOT.length()) + "." + method.getName() + parameters;
    }
}
