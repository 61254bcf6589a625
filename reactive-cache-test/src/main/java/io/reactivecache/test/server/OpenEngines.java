package io.reactivecache.test.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The engines to close when the JVM ends in an orderly way. */
final class OpenEngines {

    private static final Set<Engine> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenEngines::closeAll, "reactive-cache-test-servers"));
    }

    private OpenEngines() {}

    static void add(Engine engine) {
        OPEN.add(engine);
    }

    static void remove(Engine engine) {
        OPEN.remove(engine);
    }

    private static void closeAll() {
        OPEN.forEach(Engine::close);
    }
}
