package io.reactivecache.test.server;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Injects a server and repairs the shared one.
 *
 * <p>A shared server lives in the root store, a dedicated one in the store of its class; JUnit closes both with their
 * store. A look-up in the store of a test or of a nested class finds what an enclosing class has put into its own.
 *
 * @param <S> the type of the server
 * @param <A> the annotation that asks for it
 */
abstract class ServerExtension<S extends TestServer, A extends Annotation>
        implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final String EMPTIED = "emptied";

    private final Class<S> type;
    private final Class<A> annotation;

    ServerExtension(Class<S> type, Class<A> annotation) {
        this.type = type;
        this.annotation = annotation;
    }

    abstract boolean isDedicated(A settings);

    abstract S create(A settings);

    /** Empties a running server. */
    abstract void empty(S server);

    @Override
    public void beforeAll(ExtensionContext context) {
        S server = server(context);
        server.start();
        store(context).computeIfAbsent(EMPTIED + settings(context), key -> {
            empty(server);
            return true;
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!isDedicated(settings(context))) {
            server(context).start();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public S resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private S server(ExtensionContext context) {
        A settings = settings(context);
        Store store = isDedicated(settings) ? store(context) : store(context.getRoot());
        return store.computeIfAbsent(settings, this::create, type);
    }

    private Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(ServerExtension.class, type));
    }

    private A settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), annotation, context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
